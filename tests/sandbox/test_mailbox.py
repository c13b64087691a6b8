"""Mail that the product sends is kept and can be read."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

import httpx2

from tests.sandboxed import Sandbox

VERIFY = "http://127.0.0.1:3000/auth/verify-email?token=a-b_c.d"


def welcome(to: str = "ada@example.com") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Willkommen, Adä"
    mail["From"] = "VelocityPost <hello@velocitypost.example>"
    mail["To"] = to
    mail.set_content(f"Hello Ada,\n\nconfirm your address: {VERIFY}.\n\n<script>alert(1)</script>\n")
    mail.add_alternative(f'<p onclick="x()">Hello <a href="{VERIFY}&amp;by=html">confirm</a></p>', subtype="html")
    return mail


def send(sandbox: Sandbox, mail: EmailMessage, *, login: bool = False) -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=10) as smtp:
        if login:
            smtp.login("anybody", "any password")
        smtp.send_message(mail)


def test_a_mail_arrives_with_its_links(sandbox: Sandbox) -> None:
    send(sandbox, welcome(), login=True)
    (mail,) = sandbox.mails("ada@example.com")
    assert mail["subject"] == "Willkommen, Adä"
    assert mail["from"] == "hello@velocitypost.example"
    assert mail["to"] == ["ada@example.com"]
    assert "confirm your address" in mail["text"]
    assert mail["links"] == [VERIFY, f"{VERIFY}&by=html"]


def test_mails_are_found_by_the_whole_address_newest_first(sandbox: Sandbox) -> None:
    send(sandbox, welcome("ada@example.com"))
    send(sandbox, welcome("nada@example.com"))
    send(sandbox, welcome("Ada@Example.com"))
    assert [mail["to"] for mail in sandbox.mails("ada@example.com")] == [["Ada@Example.com"], ["ada@example.com"]]
    assert len(sandbox.mails()) == 3


def test_a_person_reads_it_without_running_what_is_in_it(sandbox: Sandbox, http: httpx2.Client) -> None:
    send(sandbox, welcome())
    assert "Willkommen, Adä" in http.get("/mailbox").text
    assert "No mail to" in http.get("/mailbox", params={"to": "sam@example.com"}).text
    number = sandbox.mails()[0]["id"]
    page = http.get(f"/mailbox/{number}")
    assert f'<a href="{VERIFY}">{VERIFY}</a>.' in page.text
    assert "<script>alert" not in page.text
    assert 'sandbox="allow-popups' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert http.get("/mailbox/9999").status_code == 404
