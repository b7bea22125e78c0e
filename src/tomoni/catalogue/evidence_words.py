"""Words of the evidence desk."""

from __future__ import annotations

from collections.abc import Mapping

from .labels import Label

EVIDENCE_TERMS: dict[str, Mapping[str, Label]] = {
    "proposal_step": {
        "link": Label("linked", "関連付け"),
        "correct": Label("corrected", "修正"),
        "accept": Label("accepted", "採用"),
        "reject": Label("rejected", "不採用"),
        "merge": Label("merged with a claim", "既存の主張に統合"),
        "contest": Label("contested", "再確認の請求"),
        "undo": Label("taken back", "取り消し"),
    },
    "accepted_kind": {
        "claim": Label("claim", "主張"),
        "entry": Label("entry of the ledger", "台帳の記入"),
        "observation": Label("stock observation", "累計の観測値"),
        "pledge_target": Label("target of a pledge", "表明の目標"),
        "pledge_result": Label("result against a pledge", "表明の実績"),
    },
    "figure_kind": {
        "money": Label("money", "金額"),
        "count": Label("number of things", "数"),
        "ordinal": Label("ordinal", "回次"),
        "duration": Label("duration", "期間"),
        "percentage": Label("percentage", "割合"),
        "area": Label("area", "面積"),
        "measurement": Label("measurement", "測定値"),
        "factor": Label("factor", "倍率"),
        "year": Label("year", "年"),
        "frequency": Label("frequency", "頻度"),
        "role": Label("name in a role", "役割の記載"),
    },
}
"""Steps that reviewers take with a proposal, and kinds of what is proposed."""
