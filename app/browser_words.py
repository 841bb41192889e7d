"""The words of the browser code in the reader's language; keys as in `static/src/words.ts`."""

from collections.abc import Callable, Mapping

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

# A number of each plural category that Unicode knows; every language uses some of them.
EXAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}

WORDS = {
    "editorLabel": _("Text of the document"),
    "toolbarLabel": _("Formatting"),
    "blockStyle": _("Paragraph style"),
    "blockText": _("Text"),
    "blockTitle": _("Title"),
    "blockHeading": _("Heading"),
    "blockSubheading": _("Subheading"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "strike": _("Strikethrough"),
    "bulletedList": _("Bulleted list"),
    "numberedList": _("Numbered list"),
    "quote": _("Quote"),
    "link": _("Link"),
    "insertTable": _("Insert table"),
    "addRow": _("Add row"),
    "addColumn": _("Add column"),
    "removeRow": _("Remove row"),
    "removeColumn": _("Remove column"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "find": _("Find"),
    "showSource": _("Show Markdown"),
    "keyControl": _("Ctrl"),
    "keyShift": _("Shift"),
    "findLabel": _("Find in the text"),
    "findField": _("Find"),
    "findReplaceField": _("Replace with"),
    "findCount": _("{current} of {total}"),
    "findNone": _("Not found"),
    "findPrevious": _("Previous"),
    "findNext": _("Next"),
    "findMatchCase": _("Match case"),
    "findReplace": _("Replace"),
    "findReplaceAll": _("Replace all"),
    "findClose": _("Close"),
    "linkAdd": _("Add a link"),
    "linkEdit": _("Edit the link"),
    "linkText": _("Words"),
    "linkAddress": _("Address"),
    "linkAddressHint": _("A web page or a mail address"),
    "linkRefused": _("Write the address of a web page or a mail address, such as example.org."),
    "linkSave": _("Save"),
    "linkRemove": _("Remove the link"),
    "linkCancel": _("Cancel"),
    "pasteTooLong": _("This is too long to paste at once. Paste it in parts."),
    "noteComment": _("commented words"),
    "noteProposal": _("words proposed to change"),
    "noteInserted": _("proposed words"),
    "noteDraft": _("selected words"),
    "saved": _("Saved"),
    "saving": _("Saving…"),
    "connecting": _("Connecting…"),
    "readonly": _("Read only"),
    "offline": _("Offline"),
    "notKept": _("This device keeps nothing: leave this page open until it says Saved"),
    "keptHeading": _("Your unsent changes"),
    "keptExplanation": _(
        "The text goes on without these words. They stay on this device until you dismiss"
        " them: copy what you need."
    ),
    "keptText": _("Unsent words"),
    "keptCopy": _("Copy"),
    "keptCopied": _("Copied"),
    "keptCopyByHand": _("The words are selected: copy them with your keyboard or the menu."),
    "keptDismiss": _("Dismiss"),
    "remarks": _("Comments"),
    "comment": _("Comment"),
    "propose": _("Propose other words"),
    "remarkWords": _("What you have to say"),
    "remarkInstead": _("Your words instead"),
    "remarkWhy": _("A word about it, if you like"),
    "remarkWhole": _("Comment on the whole text"),
    "remarkSend": _("Send"),
    "remarkCancel": _("Cancel"),
    "remarkNotSent": _("This could not be sent. Your words are kept here: try again."),
    "remarkFilter": _("Show"),
    "remarkAll": _("All on one page"),
    "remarkPrevious": _("Previous comment"),
    "remarkNext": _("Next comment"),
    "remarkClose": _("Close the comments"),
    "clause": _("Clause"),
    "clauseAny": _("Every clause"),
    "clauseWhole": _("The whole text"),
    "clauseBeginning": _("Before the first heading"),
    "person": _("Person"),
    "personAny": _("Everybody"),
    "filterOpen": _("Open"),
    "filterNew": _("New to me"),
    "filterProposals": _("Proposals"),
    "filterMine": _("Mine"),
    "filterMe": _("Those that name me"),
    "filterDetached": _("Words no longer found"),
    "filterClosed": _("Closed"),
    "whoWroteJustNow": _("Just now"),
    "replayPlay": _("Play"),
    "replayPause": _("Pause"),
    "replayPlaying": _("Playing"),
    "replayStart": _("Before the first word"),
    "replayLoading": _("Loading…"),
    "replayFailed": _("This part of the history could not be loaded. Try again in a moment."),
    "launchPlace": _("{number} of {total}"),
    "launchSpoken": _("{title}, {place}"),
    "launchFull": _("Full screen"),
    "launchLeave": _("Leave full screen"),
    "namesLabel": _("People"),
    "hereNow": _("Here now"),
    "you": _("you"),
    "guest": _("guest"),
    "formerParticipant": _("A former participant"),
}

COUNTED: Mapping[str, Callable[[int], str]] = {
    "offlineKept": lambda n: ngettext(
        "Offline — {count} change kept on this device",
        "Offline — {count} changes kept on this device",
        n,
    ),
    "remarksHere": lambda n: ngettext("{count} comment", "{count} comments", n),
    "whoWroteCharacters": lambda n: ngettext("{count} character", "{count} characters", n),
    "namesFound": lambda n: ngettext("{count} name", "{count} names", n),
    "offlineUnsent": lambda n: ngettext(
        "Offline — {count} change not sent yet", "Offline — {count} changes not sent yet", n
    ),
}


def browser_words() -> Mapping[str, str | Mapping[str, str]]:
    """Key -> sentence; where a number decides, plural category -> sentence."""
    words = {key: str(word) for key, word in WORDS.items()}
    return words | {
        key: {category: sentence(number) for category, number in EXAMPLES.items()}
        for key, sentence in COUNTED.items()
    }
