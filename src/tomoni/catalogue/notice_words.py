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
    "address_change": _words(
        "Your new address at {instance}",
        "{instance} の新しいメールアドレスの確認",
        "Somebody, we hope you, asked to have messages of {instance} sent to this address.\n\n"
        "Sign in and open this link within a day:\n{link}\n\n"
        "If it was not you, leave this message: nothing changes.",
        "{instance} からのメッセージをこのアドレスで受け取るよう求められました。\n\n"
        "サインインして、一日以内に次のリンクを開いてください。\n{link}\n\n"
        "お心当たりがない場合は、このメッセージを破棄してください。何も変わりません。",
    ),
    "address_changed": _words(
        "Your address at {instance} was changed",
        "{instance} のメールアドレスが変更されました",
        "Messages of {instance} to you go to another address from now on.\n\n"
        "If you did not ask for this, tell the administrator at once.",
        "今後、{instance} からのメッセージは別のアドレスに送られます。\n\n"
        "お心当たりがない場合は、直ちに管理者へご連絡ください。",
    ),
    "committee_assigned": _of_course(
        "You are in the selection committee", "選考委員の委嘱",
        "You are assigned to the selection committee of {course}.",
        "{course}の選考委員に指定されました。",
    ),
    "scores_awaited": _of_course(
        "Your scores are awaited", "評価のお願い",
        "Nominations to {course} wait for your scores.",
        "{course}の推薦書類の評価をお願いします。",
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
    "offer_made": _of_course(
        "Offer of a seat", "参加のご案内",
        "A seat in {course} is offered. Please accept or decline by {expires}; "
        "after that the offer lapses.",
        "{course}への参加をご案内します。{expires}までに受諾又は辞退をご回答ください。"
        "期限を過ぎると案内は失効します。",
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
    "evaluation_opened": _of_course(
        "Your view is asked", "アンケート等のお願い",
        "A questionnaire or test of {course} is open until {closes}. "
        "What you answer is kept without your name.",
        "{course}のアンケート又はテストを{closes}まで受け付けています。"
        "回答は氏名と切り離して保管されます。",
    ),
    "evaluation_reminder": _of_course(
        "Reminder: your view is asked", "アンケート等の締切が近づいています",
        "A questionnaire or test of {course} ends soon, at {closes}. "
        "What you answer is kept without your name.",
        "{course}のアンケート又はテストは{closes}に締め切られます。"
        "回答は氏名と切り離して保管されます。",
    ),
    "plan_endorsed": _of_course(
        "Your action plan is endorsed", "行動計画の承認",
        "Your action plan after {course} is endorsed. You can begin with it.",
        "{course}の行動計画が承認されました。実施を始められます。",
    ),
    "plan_returned": _of_course(
        "Your action plan is returned", "行動計画の差戻し",
        "Your action plan after {course} is open for changes again. The reason is shown there.",
        "{course}の行動計画が差し戻されました。理由は画面でご確認ください。",
    ),
    "endorsement_requested": _words(
        "Please look at an action plan: {course}",
        "行動計画のご確認のお願い：{course}",
        "A member of your staff took part in {course} and has written an action plan. "
        "They ask you to endorse it, or to return it with a comment.\n\n"
        "This link shows the plan and takes one answer, until {expires}:\n{link}\n\n"
        "If you did not expect this message, leave it: nothing happens.",
        "貴所属の職員が{course}に参加し、行動計画を作成しました。"
        "承認又はご意見を添えた差戻しをお願いいたします。\n\n"
        "次のリンクから計画をご覧になり、{expires}までに一度ご回答いただけます：\n{link}\n\n"
        "お心当たりがない場合は、このメールを破棄してください。",
    ),
    "report_due": _of_course(
        "Your report after {months} months", "{months}か月後の報告",
        "Please tell the institute what came of your action plan, {months} months after {course}.",
        "{course}から{months}か月が経ちました。行動計画の進み具合をお知らせください。",
    ),
    "report_due_again": _of_course(
        "Your report after {months} months is awaited", "{months}か月後の報告をお待ちしています",
        "The institute has not had your report {months} months after {course} yet. "
        "This is the last reminder.",
        "{course}から{months}か月後のご報告がまだ届いていません。これが最後のお知らせです。",
    ),
    "alumni_message": _words(
        "A message from a fellow alumnus of {instance}",
        "{instance} 同窓生からの連絡",
        "A fellow alumnus has written to you. Your address was not given away.\n\n"
        f"{_DESK_EN}",
        "同窓生から連絡が届いています。あなたのアドレスは知らされていません。\n\n"
        f"{_DESK_JA}",
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
