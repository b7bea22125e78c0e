"""What reports and answer packs refuse, in words."""

from __future__ import annotations

from .refusal_wording import RefusalWording, words

REPORT_REFUSALS: dict[str, RefusalWording] = {
    "report_id_bad": words(
        "{id} is no id of a report.", "{id}は報告書のIDになりません。",
        "Use small letters, digits and single hyphens, such as annual-2026.",
        "annual-2026のように、英小文字・数字・ハイフン1個で書いてください。",
    ),
    "report_id_taken": words(
        "There is a report {id} already.", "{id}という報告書は既にあります。",
        "Choose another id, or open that one.",
        "別のIDにするか、既存の報告書を開いてください。",
    ),
    "report_id_differs": words(
        "report.toml names the report {given}, but it is {id}.",
        "report.tomlのIDは{given}ですが、この報告書は{id}です。",
        "Write the report's own id; another report begins with “New report”.",
        "この報告書のIDを書いてください。別の報告書は「新しい報告書」から始めます。",
    ),
    "report_path_bad": words(
        "{file} cannot be the name of a file here.", "{file}はここでのファイル名になりません。",
        "Use plain letters, digits, “-”, “_” and “.”, at most one folder deep.",
        "英数字と「-」「_」「.」で、フォルダーは1段までにしてください。",
    ),
    "report_file_kind": words(
        "{file} is of a kind that no report has.", "{file}は報告書に使えない種類です。",
        "A report has report.toml, chapters (.md), lists (.csv) and pictures (.jpg, .png).",
        "使えるのはreport.toml、章（.md）、一覧（.csv）、画像（.jpg、.png）です。",
    ),
    "report_file_taken": words(
        "The report has a file {file} already.", "{file}は既にあります。",
        "Open that one, or choose another name.", "そのファイルを開くか、別の名前にしてください。",
    ),
    "report_file_large": words(
        "{file} has more than {most} MB.", "{file}は{most} MBを超えています。",
        "Split the chapter, or lower the resolution of the picture.",
        "章を分けるか、画像の解像度を下げてください。",
    ),
    "report_picture_bad": words(
        "{file} is no picture, or was cut off.", "{file}は画像ではないか、途中で切れています。",
        "Send a whole .jpg or .png.", "完全な.jpgまたは.pngを送ってください。",
    ),
    "report_folder_large": words(
        "The folder has more than {most} MB.", "フォルダーが{most} MBを超えています。",
        "Lower the resolution of its pictures.", "画像の解像度を下げてください。",
    ),
    "report_files_many": words(
        "The folder has more than {most} files.", "ファイルが{most}個を超えています。",
        "Put chapters together.", "章をまとめてください。",
    ),
    "report_files_clash": words(
        "{file} differs from another file in capitals alone.",
        "{file}と大文字・小文字だけが違うファイルがあります。",
        "Rename one of the two.", "どちらかの名前を変えてください。",
    ),
    "report_needs_settings": words(
        "The folder has no report.toml.", "フォルダーにreport.tomlがありません。",
        "Pack the folder so that report.toml stands at its top.",
        "report.tomlが最上段にあるようにまとめてください。",
    ),
    "report_settings_key": words(
        "report.toml lacks “{key}”, or it is of another type.",
        "report.tomlの「{key}」がないか、型が違います。",
        "Write id and title_en as texts, unofficial as true or false.",
        "idとtitle_enは文字列、unofficialはtrueかfalseで書いてください。",
    ),
    "report_settings_stay": words(
        "report.toml cannot be taken out.", "report.tomlは外せません。",
        "Change its lines instead.", "内容を変えてください。",
    ),
    "report_is_being_built": words(
        "The worker builds this report now.", "この報告書は作成中です。",
        "Wait until it is done.", "終わるまでお待ちください。",
    ),
    "report_not_built": words(
        "There is no build to publish.", "公表できる作成済みの版がありません。",
        "Build the report first.", "先に報告書を作成してください。",
    ),
    "report_changed_since": words(
        "The report was changed after it was built.", "作成後に報告書が変更されています。",
        "Build it again, look at it, and publish that.",
        "もう一度作成し、確かめてから公表してください。",
    ),
    "report_not_of_public_snapshot": words(
        "It was built on an internal snapshot, which may hold what is not released.",
        "内部用スナップショットで作成されており、未公表の内容を含む可能性があります。",
        "Build it on a public snapshot.", "公開用スナップショットで作成してください。",
    ),
    "report_not_published": words(
        "This edition is not published.", "この版は公表されていません。",
        "Only a published edition is withdrawn.", "取り下げられるのは公表済みの版だけです。",
    ),
    "answer_not_at_step": words(
        "The answer does not stand where this signature belongs.",
        "この署名の段階にありません。",
        "It is checked first, and signed off after.", "確認のあとに決裁します。",
    ),
    "answer_not_built": words(
        "Nothing was built since the answer was changed.", "変更後に作成されていません。",
        "Build it and look at it first.", "先に作成して確かめてください。",
    ),
    "answer_changed_since": words(
        "The answer is no longer what you looked at.", "ご覧になった内容から変わっています。",
        "Look at it as it stands now, then sign.", "今の内容を確かめてから署名してください。",
    ),
    "answer_own_check": words(
        "Who wrote an answer does not check it.", "書いた本人は確認できません。",
        "Ask a colleague to check it.", "別の方に確認を依頼してください。",
    ),
    "answer_same_signer": words(
        "Who checked an answer does not sign it off.", "確認した本人は決裁できません。",
        "Ask somebody else to sign it off.", "別の方に決裁を依頼してください。",
    ),
}  # fmt: skip
