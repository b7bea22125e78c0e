"""What messages say, in both languages. ``{name}`` stands for a parameter of the notice.

No wording names a nominee, a score or a reason: those are read at the desk, after signing in.
``{link}`` is made when the message is sent and is kept nowhere.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass

from .labels import Label


@dataclass(frozen=True, slots=True)
class NoticeWording:
    """Subject and body of one message."""

    subject: Label
    body: Label

    def parameters(self) -> frozenset[str]:
        """Return the names that it needs, ``link`` among them where it has one."""
        texts = (self.subject.en, self.subject.ja, self.body.en, self.body.ja)
        return frozenset(
            name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name
        )


def _words(subject_en: str, subject_ja: str, en: str, ja: str) -> NoticeWording:
    return NoticeWording(Label(subject_en, subject_ja), Label(en, ja))


_DESK_EN = "Sign in to see it: {link}"
_DESK_JA = "サインインしてご確認ください：{link}"


def _of_course(subject_en: str, subject_ja: str, en: str, ja: str) -> NoticeWording:
    """A message about one course, which is read at the desk."""
    return _words(
        subject_en + ": {course}",
        subject_ja + "：{course}",
        f"{en}\n\n{_DESK_EN}",
        f"{ja}\n\n{_DESK_JA}",
    )


NOTICE_WORDS: dict[str, NoticeWording] = {
    "account_invitation": _words(
        "Invitation to the course desk of {instance}",
        "{instance} 研修業務システムへのご招待",
        "You are invited to {instance} as {role_en}.\n\n"
        "Open this link once, by {expires}, and choose a password:\n{link}\n\n"
        "If you did not expect this message, leave it: nothing happens.",
        "{instance} に「{role_ja}」として招待されました。\n\n"
        "{expires} までに次のリンクを開き、パスワードを設定してください"
        "（一度だけ有効です）。\n{link}\n\n"
        "お心当たりがない場合は、このメッセージを破棄してください。何も起こりません。",
    ),
    "password_reset": _words(
        "A new password for {instance}",
        "{instance} のパスワード再設定",
        "Somebody, we hope you, asked for a new password.\n\nChoose it here:\n{link}\n\n"
        "If it was not you, leave this message: your password stays as it is.",
        "パスワードの再設定が求められました。\n\n次のリンクから設定してください。\n{link}\n\n"
        "お心当たりがない場合は、このメッセージを破棄してください。パスワードは変わりません。",
    ),
    "second_factor_removed": _words(
        "Your second factor was removed",
        "第二要素が解除されました",
        "An administrator of {instance} removed the second factor of your account and ended your "
        "sessions. You set up a new one when you sign in next.\n\n"
        "If you did not ask for this, tell the administrator at once.",
        "{instance} の管理者があなたの第二要素を解除し、セッションを終了しました。"
        "次回のサインイン時に設定し直してください。\n\n"
        "お心当たりがない場合は、直ちに管理者へご連絡ください。",
    ),
    "call_published": _of_course(
        "Call for nominations", "候補者推薦の募集",
        "The call for nominations to {course} is published. Nominations are taken until {closes}.",
        "{course}の募集を公表しました。推薦は{closes}まで受け付けます。",
    ),
    "deadline_extended": _of_course(
        "New deadline for nominations", "推薦期限の延長",
        "Nominations to {course} are now taken until {closes}.",
        "{course}の推薦は{closes}まで受け付けます。",
    ),
    "timetable_changed": _of_course(
        "The timetable changed", "時間割の変更",
        "The timetable of {course} changed: {sessions}.",
        "{course}の時間割が変わりました：{sessions}",
    ),
    "call_decided": _of_course(
        "Outcome of the selection", "選考結果",
        "The selection for {course} is decided.",
        "{course}の選考結果が決定しました。",
    ),
    "edition_postponed": _of_course(
        "Postponed", "延期",
        "{course} is postponed. New dates will follow.",
        "{course}は延期されました。新しい日程は追ってお知らせします。",
    ),
    "edition_carried_over": _of_course(
        "Carried over", "次回への持ち越し",
        "{course} is carried over into a later edition. Those selected keep their places.",
        "{course}は次の回へ持ち越されました。選出された方の席は維持されます。",
    ),
    "edition_cancelled": _of_course(
        "Cancelled", "中止",
        "{course} is cancelled.",
        "{course}は中止されました。",
    ),
    "dossier_reopened": _of_course(
        "Your dossier is open again", "書類の差戻し",
        "Your country's focal point asks you to change your dossier for {course}.",
        "{course}の書類について、自国の窓口から修正の依頼があります。",
    ),
    "dossier_incomplete": _of_course(
        "A dossier is incomplete", "書類の不備",
        "A dossier for {course} is incomplete. It says what is missing.",
        "{course}の書類に不備があります。不足の内容は画面でご確認ください。",
    ),
    "nomination_forwarded": _of_course(
        "Nomination received", "推薦の受付",
        "A nomination to {course} was forwarded to the institute.",
        "{course}への推薦が実施機関に送付されました。",
    ),
    "nomination_decided": _of_course(
        "Outcome of a nomination", "推薦の結果",
        "A nomination to {course} is decided.",
        "{course}への推薦の結果が決定しました。",
    ),
    "nomination_withdrawn": _of_course(
        "Nomination withdrawn", "推薦の取下げ",
        "A nomination to {course} was withdrawn by the country.",
        "{course}への推薦が推薦国により取り下げられました。",
    ),
    "offer_accepted": _of_course(
        "Offer accepted", "参加案内の受諾",
        "An offer of a seat in {course} was accepted.",
        "{course}の参加案内が受諾されました。",
    ),
    "offer_declined": _of_course(
        "Offer declined", "参加案内の辞退",
        "An offer of a seat in {course} was declined.",
        "{course}の参加案内が辞退されました。",
    ),
    "offer_lapsed": _of_course(
        "Offer lapsed", "参加案内の期限切れ",
        "An offer of a seat in {course} was not answered in time and has lapsed.",
        "{course}の参加案内は期限までに回答がなく、失効しました。",
    ),
    "participation_withdrawn": _of_course(
        "Participation withdrawn", "参加の取りやめ",
        "A participant of {course} has withdrawn.",
        "{course}の参加者が参加を取りやめました。",
    ),
    "certificate_issued": _of_course(
        "Your certificate", "証書の発行",
        "Your certificate for {course} is issued. It can be checked by anyone, without us.",
        "{course}の証書が発行されました。第三者も真正性を確認できます。",
    ),
    "certificate_revoked": _of_course(
        "A certificate is revoked", "証書の取消し",
        "A certificate of yours for {course} is revoked. The reason is shown at the desk.",
        "{course}の証書が取り消されました。理由は画面でご確認ください。",
    ),
}  # fmt: skip


def notice_text(code: str, parameters: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return subject and body of a message. Errors: KeyError for a parameter that is missing."""
    wording = NOTICE_WORDS[code]
    values = dict(parameters)
    subject = wording.subject.in_language(language).format_map(values)
    return " ".join(subject.split()), wording.body.in_language(language).format_map(values)
