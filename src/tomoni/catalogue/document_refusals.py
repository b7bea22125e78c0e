"""Why the file of a document is not read, in words: what is wrong with it, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping

from .errors import InputError, Where
from .labels import Label
from .refusal_wording import RefusalWording, words

DOCUMENT_REFUSALS: dict[str, RefusalWording] = {
    "file_too_large": words(
        "The file has {size} MB; the limit is {limit} MB.",
        "ファイルは{size} MBです（上限{limit} MB）。",
        "Split it.",
        "分割してください。",
    ),
    "file_empty": words(
        "The file is empty.",
        "ファイルが空です。",
        "Give a file with text.",
        "文章のあるファイルを使ってください。",
    ),
    "file_without_text": words(
        "The file holds no text.",
        "ファイルに文章がありません。",
        "Give a file with text.",
        "文章のあるファイルを使ってください。",
    ),
    "text_too_long": words(
        "The text has more than {limit} million characters.",
        "本文が{limit}百万字を超えています。",
        "Split the file.",
        "ファイルを分割してください。",
    ),
    "file_is_other": words(
        "The file is {kind}, which is not read here.",
        "ファイルは{kind}で、ここでは読めません。",
        "Save it as PDF, DOCX, HTML or text, without a password.",
        "パスワードなしのPDF、DOCX、HTML、テキストで保存してください。",
    ),
    "file_ending_unknown": words(
        "The ending {ending} is of no kind that is read here.",
        "拡張子{ending}のファイルは読めません。",
        "Give a file that ends in .pdf, .docx, .html, .md or .txt.",
        ".pdf、.docx、.html、.md、.txtのファイルを使ってください。",
    ),
    "file_disguised": words(
        "The file ends in {ending}, but its content is of another kind.",
        "拡張子は{ending}ですが、中身は別の種類です。",
        "Give it the ending that belongs to it, once you know where it comes from.",
        "出所を確かめ、正しい拡張子を付けてください。",
    ),
    "file_has_macros": words(
        "The file carries macros, small programs that are not taken here.",
        "ファイルにマクロが含まれています（受け付けません）。",
        "Save it as DOCX without macros.",
        "マクロなしのDOCXで保存してください。",
    ),
    "encoding_unknown": words(
        "The file is no text in an encoding that is known here.",
        "文字コードが不明で、文章として読めません。",
        "Save it as UTF-8, or give the PDF, HTML or DOCX file.",
        "UTF-8で保存するか、PDF、HTML、DOCXを使ってください。",
    ),
    "pdf_damaged": words(
        "The PDF is damaged, or was cut off.",
        "PDFが壊れているか、途中で切れています。",
        "Get the file again.",
        "ファイルを取り直してください。",
    ),
    "pdf_locked": words(
        "The PDF is locked with a password.",
        "PDFがパスワードで保護されています。",
        "Save it unlocked.",
        "保護を解除して保存してください。",
    ),
    "pdf_too_many_pages": words(
        "The PDF has {count} pages; the limit is {limit}.",
        "PDFは{count}ページです（上限{limit}ページ）。",
        "Split it.",
        "分割してください。",
    ),
    "pdf_only_pictures": words(
        "The PDF holds no text, only pictures.",
        "PDFに文字がなく、画像だけです。",
        "Have its text recognised (OCR) first.",
        "先に文字認識（OCR）を行ってください。",
    ),
    "html_unreadable": words(
        "The page is no HTML that can be read.",
        "HTMLとして読めません。",
        "Save the page again.",
        "ページを保存し直してください。",
    ),
    "html_too_deep": words(
        "The page nests too many elements, or is cut off inside one.",
        "HTMLの要素の入れ子が深すぎるか、途中で切れています。",
        "Give a page as a browser saves it.",
        "ブラウザーで保存したページを使ってください。",
    ),
    "archive_damaged": words(
        "The file is damaged, or was cut off.",
        "ファイルが壊れているか、途中で切れています。",
        "Get the file again.",
        "ファイルを取り直してください。",
    ),
    "archive_bursts": words(
        "The file unpacks to more than {limit} MB.",
        "展開すると{limit} MBを超えます。",
        "Split it, and take out pictures and unused sheets.",
        "分割し、画像や使わないシートを除いてください。",
    ),
    "archive_locked": words(
        "The file is locked with a password.",
        "ファイルがパスワードで保護されています。",
        "Save it unlocked.",
        "保護を解除して保存してください。",
    ),
    "archive_no_word": words(
        "The file is an archive, but no Word document.",
        "圧縮ファイルですが、Word文書ではありません。",
        "Give a DOCX, PDF, HTML or text file.",
        "DOCX、PDF、HTML、テキストを使ってください。",
    ),
    "word_damaged": words(
        "The Word document is damaged.",
        "Word文書が壊れています。",
        "Save it again.",
        "保存し直してください。",
    ),
    "file_gone": words(
        "The file cannot be read from the disk: {reason}.",
        "ディスクからファイルを読めません（{reason}）。",
        "Send it again.",
        "もう一度送ってください。",
    ),
    "reading_stopped": words(
        "Reading the file took more than {seconds} seconds or too much memory, and was stopped.",
        "読み取りが{seconds}秒を超えたか、メモリが足りず、中止されました。",
        "Split the file, or save it again from a program that reads it.",
        "ファイルを分割するか、開けるソフトで保存し直してください。",
    ),
    "text_of_numbers": words(
        "The text has more than {limit} figures.",
        "本文に{limit}を超える数値があります。",
        "Give the report without its tables of data; data come in through an import.",
        "データ表を除いた報告書を使ってください。データは取り込み機能で入れます。",
    ),
    "reader_failed": words(
        "The reader failed on this file ({error}); nothing of it was kept.",
        "このファイルの読み取りに失敗しました（{error}）。何も保存していません。",
        "Report the fault, with the file where you may.",
        "可能ならファイルを添えて、不具合を報告してください。",
    ),
    "hash_differs": words(
        "The text is not that of {document}: its SHA-256 is {found}, registered is {registered}.",
        "本文が{document}のものと異なります。SHA-256は{found}、登録は{registered}です。",
        "Give the file as it was published, or register it as a document of its own.",
        "公表されたままのファイルを使うか、別の文書として登録してください。",
    ),
}

# Kinds of file that are never read, so that a refusal can name them: the parameter ``kind``.
OTHER_KINDS: dict[str, Label] = {
    "office": Label("an old or locked Office file", "古い、または保護されたOfficeファイル"),
    "rtf": Label("an RTF document", "RTF文書"),
    "picture": Label("a picture", "画像"),
    "compressed": Label("a compressed file", "圧縮ファイル"),
    "program": Label("a program", "プログラム"),
}


class DocumentRefusedError(InputError):
    """A file that is not read. ``reason``: a code of ``DOCUMENT_REFUSALS``."""

    def __init__(
        self, reason: str, parameters: Mapping[str, str], where: Where | None = None
    ) -> None:
        what, do = document_refusal(reason, parameters)
        super().__init__(what, where=where, do=do)
        self.reason = reason
        self.parameters = dict(parameters)
        self.in_language = lambda language: document_refusal(reason, parameters, language)

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error cross from one process to another."""
        return DocumentRefusedError, (self.reason, self.parameters, self.where)


def document_refusal(
    reason: str, parameters: Mapping[str, str], language: str = "en"
) -> tuple[str, str]:
    """Return what is wrong with a file, and what to do, in English or Japanese."""
    wording = DOCUMENT_REFUSALS[reason]
    filled = dict(parameters)
    if filled.get("kind") in OTHER_KINDS:
        filled["kind"] = OTHER_KINDS[filled["kind"]].in_language(language)
    return wording.what.in_language(language).format_map(filled), wording.do.in_language(language)


def refused(reason: str, /, where: Where | None = None, **parameters: str | int) -> InputError:
    """Return the error of a file that is not read, for the caller to raise."""
    return DocumentRefusedError(reason, {k: str(v) for k, v in parameters.items()}, where)
