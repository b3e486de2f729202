"""What a check can find and what repairing does about it, in the languages of the pages."""

from search_api.checking.findings import Fault
from search_api.web.wording import Wording


def what_is_wrong(fault: Fault, words: Wording) -> str:
    """Return what findings of a kind are."""
    return {
        Fault.INDEX_UNUSABLE: words.text("The search cannot be used"),
        Fault.HIDDEN_IN_INDEX: words.text("Studies that readers may not see are in the search"),
        Fault.MISSING_FROM_INDEX: words.text("Published studies are missing from the search"),
        Fault.OUTDATED_IN_INDEX: words.text("The search knows an older state of studies"),
        Fault.INCOMPLETE_IN_INDEX: words.text("The search knows studies in part"),
        Fault.FILE_LOST: words.text("Files are lost"),
        Fault.FILE_CHANGED: words.text("Files are not any more what came in"),
        Fault.FILE_UNREAD: words.text("The text of files is missing, or was read by an older version"),
        Fault.FILE_WITHOUT_STUDY: words.text("Files belong to no study"),
        Fault.FILE_LEFT_OVER: words.text("Files of an import that was cut short lie about"),
        Fault.EXTRACTION_LEFT_OVER: words.text("Texts that an older version read lie about"),
    }[fault]


def remedy(fault: Fault, words: Wording) -> str:
    """Return what repairing does about them, or what a person can do."""
    written = words.text("Repairing writes them into the search again.")
    bring = words.text("Repairing cannot bring them back: import them again, or restore a backup.")
    return {
        Fault.INDEX_UNUSABLE: words.text("Repairing builds the search anew; that takes a while."),
        Fault.HIDDEN_IN_INDEX: words.text("Repairing takes them out. Readers do not see them meanwhile."),
        Fault.MISSING_FROM_INDEX: written,
        Fault.OUTDATED_IN_INDEX: written,
        Fault.INCOMPLETE_IN_INDEX: written,
        Fault.FILE_LOST: bring,
        Fault.FILE_CHANGED: words.text(
            "Repairing sets them aside. Then import them again, or restore a backup."
        ),
        Fault.FILE_UNREAD: words.text("Repairing reads them."),
        Fault.FILE_WITHOUT_STUDY: words.text(
            "Repairing deletes them, or keeps them as withdrawn where a history or a question names them."
        ),
        Fault.FILE_LEFT_OVER: words.text("Repairing deletes them."),
        Fault.EXTRACTION_LEFT_OVER: words.text("Repairing deletes them."),
    }[fault]
