"""The message that a mail program opens: both forms of the letter, nobody's address, the same bytes each time."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

from issues import TEMPLATE_FOLDER

from generator.exports.digest.document import DigestDocument
from generator.exports.digest.letter import write_message
from generator.exports.digest.plain import write_plain
from generator.exports.digest.web import write_email


def test_a_message_waits_for_its_readers(published_issue: DigestDocument) -> None:
    data = write_message(published_issue, TEMPLATE_FOLDER)
    assert data == write_message(published_issue, TEMPLATE_FOLDER)
    assert max(map(len, data.splitlines())) < 1000  # of RFC 5322
    message = message_from_bytes(data, policy=default)
    assert (message["Subject"], message["X-Unsent"]) == (published_issue.title, "1")
    assert not {"From", "To", "Date"} & set(message)
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")  # the last one that can be shown is shown
    assert text.get_content().replace("\r\n", "\n") == write_plain(published_issue)
    assert html.get_content().replace("\r\n", "\n").rstrip() == write_email(published_issue, TEMPLATE_FOLDER).rstrip()
