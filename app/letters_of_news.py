"""Mails about what others said: of everything, or of one thread, as their reader chose."""

from flask_babel import gettext

from app.domain.threads import Act
from app.labels import name_told_apart, outcome_name
from app.letter import Entry, Words, isolated, link, shortened
from app.models import Comment, Person, Thread
from app.services.cards import readable
from app.services.digests import News
from app.services.drafts import Draft
from app.unsubscribing import unsubscribe_token

SUBJECT_CHARACTERS = 40  # of the words a thread is about
QUOTE_CHARACTERS = 120  # the same, in the mail
WORDS_CHARACTERS = 300  # of what is said about them


def letter_of_news(draft: Draft) -> Words:
    """What the person has not heard of yet."""
    news, person = draft.news, draft.person
    if news is None or person is None:
        raise ValueError("a draft of what was said has news for somebody")
    if news.thread is not None:
        return _of_thread(news, news.thread, person)
    return _of_everything(news, person)


def _of_thread(news: News, thread: Thread, person: Person) -> Words:
    title, quote = thread.document.title, shortened(_quote(thread), SUBJECT_CHARACTERS)
    names = isolated(title=title, place=_place(thread))
    return Words(
        gettext("%(title)s: new remarks on “%(quote)s”", title=title, quote=quote)
        if quote
        else gettext("New remarks on %(title)s", title=title),
        (gettext("This was said here since we last wrote to you: %(place)s", **names),),
        gettext("Read and answer"),
        _link_to(thread),
        _small(news, person),
        tuple(
            Entry("", "" if number else _shortened_quote(comment.thread), _line(comment, news))
            for number, comment in enumerate(news.comments)
        ),
        _unsubscribing(person),
    )


def _of_everything(news: News, person: Person) -> Words:
    first = news.comments[0].thread.document
    is_one = len({comment.thread.document_id for comment in news.comments}) == 1
    return Words(
        gettext("New remarks on %(title)s", title=first.title)
        if is_one
        else gettext("New remarks on your documents"),
        (gettext("This was said since we last wrote to you:"),),
        gettext("Read and answer"),
        link("review_page.show", key=first.key) if is_one else link("start.start"),
        _small(news, person),
        tuple(_entry(comment, news) for comment in news.comments),
        _unsubscribing(person),
    )


def _entry(comment: Comment, news: News) -> Entry:
    thread = comment.thread
    return Entry(_place(thread), _shortened_quote(thread), _line(comment, news), _link_to(thread))


def _small(news: News, person: Person) -> tuple[str, ...]:
    more = (gettext("And %(count)s more.", count=news.more),) if news.more else ()
    address = _unsubscribing(person)
    return (*more, gettext("Write to me no more of this: %(address)s", address=address))


def _unsubscribing(person: Person) -> str:
    return link("unsubscription.show", token=unsubscribe_token(person))


def _link_to(thread: Thread) -> str:
    key, anchor = thread.document.key, f"thread-{thread.key}"
    return link("review_page.show", key=key, thread=thread.key, _anchor=anchor)


def _place(thread: Thread) -> str:
    """The document, and the heading above the words."""
    return " · ".join(filter(None, (thread.document.title, *thread.path[-1:])))


def _quote(thread: Thread) -> str:
    quoted, _ = readable(thread)
    return quoted


def _shortened_quote(thread: Thread) -> str:
    return shortened(_quote(thread), QUOTE_CHARACTERS)


def _line(comment: Comment, news: News) -> str:
    said = shortened(_said(comment), WORDS_CHARACTERS)
    who = name_told_apart(comment.author, comment.id in news.guests)
    if comment.act is Act.REOPENED:
        who = gettext("%(name)s opened this again", name=who)
    return f"{who}: {said}" if said else who


def _said(comment: Comment) -> str:
    if comment.outcome:
        return " ".join(filter(None, (outcome_name(comment.outcome), comment.words)))
    is_remark = comment.act is Act.REMARK
    if is_remark and not comment.words and comment.thread.is_proposal:
        _, proposed = readable(comment.thread)
        return str(gettext("proposes: %(words)s", words=proposed or "—"))
    return comment.words
