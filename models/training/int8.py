"""Tables of numbers in 8 bits."""

import numpy as np
from numpy.typing import NDArray


def quantised(
    table: NDArray[np.floating], *, most: int = 127
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return whole numbers from -``most`` to ``most``, and a scale per row: row = numbers * scale.

    A row of zeros has scale 1. Shapes (rows, columns) and (rows,).
    """
    greatest = np.abs(table).max(axis=1).astype(np.float32)
    scales = np.where(greatest > 0, greatest / most, np.float32(1)).astype(np.float32)
    return np.rint(table / scales[:, None]).astype(np.int8), scales
