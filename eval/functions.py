"""The commands of ``savoir eval`` and ``savoir bench`` as functions of the same names, for notebooks.

What collections are measured with, ``EvalSetup``, comes from ``search_api.evaluating.eval_setup``.
"""

from eval.bench.run import bench
from eval.check import check
from eval.comparison import compare
from eval.encoding.evaluate import encoder
from eval.matrix import matrix
from eval.measures import evaluate
from eval.measures import evaluate as measure
from eval.report.write import write_report as report
from eval.running import run

__all__ = ["bench", "check", "compare", "encoder", "evaluate", "matrix", "measure", "report", "run"]
