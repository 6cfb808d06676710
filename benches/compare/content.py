"""Turns `gradus report --format json` into what the other two set: content.json for Typst, report.html for WeasyPrint.

    python3 content.py REPORT.json LANGUAGE FONT_FOLDER OUTPUT_FOLDER

Both get the same texts in the same order, so that only the typesetting differs.
"""

import json
import math
import sys
from html import escape
from pathlib import Path

WORDS = {
    "kicker": "資安成熟度自我評鑑",
    "organisation": "受評組織",
    "scope": "適用範圍",
    "questionnaire": "問卷",
    "edition": "版次",
    "date": "報告日期",
    "contents": "目錄",
    "result": "評鑑結果",
    "domains": "各構面",
    "domain": "構面",
    "met": "符合",
    "share": "比例",
    "gaps": "優先改善項目",
    "requirement": "要求事項",
    "why": "影響",
    "points": "分數",
    "effort": "工作量",
    "first_step": "第一步",
    "requirements": "要求事項與作答",
    "reason": "理由",
    "note": "備註",
    "evidence": "佐證資料",
    "plan": "行動計畫",
    "record": "作答紀錄",
    "page": "第 {page} 頁，共 {pages} 頁",
    "kinds": {"examine": "檢視", "interview": "訪談", "test": "測試"},
}

# Sign and colour of each state: the sign says it too where a page is printed in grey.
STATES = {
    "met": ("●", "#0b6e4f"),
    "partly": ("◐", "#8a5a00"),
    "not-met": ("○", "#a3262a"),
    "not-applicable": ("－", "#4f5b66"),
    "not-asked": ("－", "#4f5b66"),
    "unknown": ("？", "#4f5b66"),
    "unanswered": ("？", "#4f5b66"),
    None: ("", "#4f5b66"),
}


def in_language(value, tags, tag):
    """Puts one text in the place of each map by language."""
    if isinstance(value, dict):
        if value and set(value) <= set(tags):
            return value.get(tag) or next(iter(value.values()))
        return {key: in_language(inner, tags, tag) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_language(inner, tags, tag) for inner in value]
    return value


def text(value):
    """Returns a text, or an empty one where there is nothing."""
    return "" if value is None else str(value)


def evidence(item):
    """Returns a piece of evidence in one line."""
    kind = WORDS["kinds"].get(item.get("kind"), "")
    details = [text(item.get(key)) for key in ("where", "owner", "date", "sha256") if item.get(key)]
    return (f"{kind}：" if kind else "") + text(item.get("what")) + (f"（{'；'.join(details)}）" if details else "")


def content(report, tag):
    """Returns what is set, in the order in which it is set."""
    plain = in_language(report, report["languages"], tag)
    shares = {own["id"]: own for own in plain["result"]["domains"]}
    domains = []
    for domain in plain["domains"]:
        requirements = [card(own) for own in plain["requirements"] if own["domain"] == domain["id"]]
        if requirements:
            own = shares[domain["id"]]
            domains.append({
                "id": domain["id"], "title": domain["title"], "met": own["met"], "of": own["of"],
                "low": float((own["share"] or {"low": 0})["low"]), "requirements": requirements,
            })
    titles = {own["id"]: own["title"] for own in plain["requirements"]}
    return {
        "words": WORDS,
        "organisation": plain["organisation"],
        "scope": plain["scope"],
        "questionnaire": plain["questionnaire"]["title"],
        "edition": plain["questionnaire"]["edition"],
        "date": plain["date"],
        "headline": plain["headline"],
        "honesty": plain["honesty"],
        "levels": [
            {"title": level["title"], "status": level["label"], "meaning": text(level["meaning"]), "notes": level["notes"]}
            for level in plain["levels"]
        ],
        "domains": domains,
        "gaps": [
            {"id": gap["id"], "title": titles[gap["id"]], "why": gap["label"], "points": text(gap["points"]),
             "effort": text(gap["effort"]), "first_step": text(gap["first_step"])}
            for gap in plain["gaps"]
        ],
    }


def card(own):
    """Returns a requirement with the rows below its question: only those that say something."""
    plan = own["plan"] or {}
    sign, colour = STATES[own["state"]]
    rows = [
        ("reason", [own["reason"]]),
        ("note", text(own["note"]).split("\n")),
        ("evidence", [evidence(item) for item in own["evidence"]]),
        ("plan", [plan.get(key) for key in ("action", "owner", "due")]),
        ("record", [" ".join(filter(None, [own["at"], own["by"]]))]),
    ]
    rows = [[WORDS[key], [line for line in lines if line]] for key, lines in rows]
    return {
        "id": own["id"], "title": own["title"], "question": own["question"], "answer": f"{sign} {own['label']}", "colour": colour,
        "objectives": [objective(part) for part in own["objectives"]], "rows": [row for row in rows if row[1]],
    }


def objective(part):
    """Returns a part of a requirement; it has no answer of its own where the requirement was answered as a whole."""
    sign, colour = STATES[part["state"]]
    return {"id": part["id"], "text": text(part["text"]), "answer": f"{sign} {part.get('label', '')}".strip(), "colour": colour}


def radar(domains):
    """Returns the shares of the domains as a drawing: rings, the shape, the names."""
    middle, radius = 150, 110

    def point(at, share):
        angle = 2 * math.pi * at / len(domains)
        return f"{middle + radius * share * math.sin(angle):.2f},{middle - radius * share * math.cos(angle):.2f}"

    def ring(shares):
        return " ".join(point(at, share) for at, share in enumerate(shares))

    rings = "".join(f'<polygon points="{ring([step / 4] * len(domains))}" fill="none" stroke="#c4ccd2"/>' for step in range(1, 5))
    reached = ring([domain["low"] for domain in domains])
    shape = f'<polygon points="{reached}" fill="#cfdfe3" stroke="#0f4c5c" stroke-width="1.5"/>'
    names = ""
    for at, domain in enumerate(domains):
        x, y = point(at, 1.15).split(",")
        names += f'<text x="{x}" y="{float(y) + 3:.2f}">{escape(domain["id"])}</text>'
    letters = f'<g font-family="Report" font-size="10" text-anchor="middle">{names}</g>'
    return f'<svg viewBox="0 0 300 300" class="radar" role="img">{rings}{shape}{letters}</svg>'


def page(data, css):
    """Returns the HTML that WeasyPrint sets."""
    words = data["words"]
    out = []

    def put(*parts):
        out.extend(parts)

    def table(kind, heads, rows):
        cells = "".join(f"<th>{escape(head)}</th>" for head in heads)
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        put(f'<table class="{kind}"><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>')

    put(f'<!doctype html><html lang="zh-TW"><head><meta charset="utf-8"><title>{escape(data["questionnaire"])}</title>')
    put(f"<style>{css}</style></head><body>")
    put(f'<section class="cover"><p class="kicker">{words["kicker"]}</p><p class="name">{escape(data["organisation"])}</p>')
    put(f'<p class="headline">{escape(data["headline"])}</p><table class="pairs">')
    for key in ("scope", "questionnaire", "edition", "date"):
        put(f"<tr><th>{words[key]}</th><td>{escape(data[key])}</td></tr>")
    put(f'</table><p class="honesty">{escape(data["honesty"])}</p></section>')
    put(f'<p class="running">{escape(data["organisation"])} · {escape(data["questionnaire"])}</p>')
    put(f'<nav><h1 id="contents">{words["contents"]}</h1>')
    for key in ("result", "gaps", "requirements"):
        put(f'<a class="chapter" href="#{key}">{words[key]}</a>')
    for domain in data["domains"]:
        put(f'<a href="#{domain["id"]}">{domain["id"]} {escape(domain["title"])}</a>')
    put(f'</nav><h1 id="result">{words["result"]}</h1>')
    for level in data["levels"]:
        said = "<br>".join(escape(line) for line in (level["meaning"], *level["notes"]))
        put(f'<p><b>{escape(level["title"])}：{escape(level["status"])}</b><br>{said}</p>')
    put(f'<h2>{words["domains"]}</h2>{radar(data["domains"])}')
    bars = [
        (f'{domain["id"]} {escape(domain["title"])}', f'{domain["met"]} / {domain["of"]}',
         f'<div class="bar"><div style="width:{100 * domain["low"]:.1f}%"></div></div>', f'{100 * domain["low"]:.0f}%')
        for domain in data["domains"]
    ]
    table("bars", (words["domain"], words["met"], words["share"], ""), bars)
    put(f'<h1 id="gaps">{words["gaps"]}</h1>')
    gaps = [
        [f'<b>{escape(gap["id"])}</b><br>{escape(gap["title"])}']
        + [escape(gap[key]) for key in ("why", "points", "effort", "first_step")]
        for gap in data["gaps"]
    ]
    table("gaps", [words[key] for key in ("requirement", "why", "points", "effort", "first_step")], gaps)
    put(f'<h1 id="requirements">{words["requirements"]}</h1>')
    for domain in data["domains"]:
        put(f'<h2 id="{domain["id"]}">{domain["id"]} {escape(domain["title"])}</h2>')
        for own in domain["requirements"]:
            state = f'<span class="state" style="color:{own["colour"]}">{escape(own["answer"])}</span>'
            put(f'<article><h3><span class="id">{own["id"]}</span> {escape(own["title"])}</h3>{state}')
            put(f'<p>{escape(own["question"])}</p>')
            if own["objectives"]:
                put('<table class="objectives"><tbody>')
                for part in own["objectives"]:
                    put(f'<tr><td>{escape(part["id"])}</td><td>{escape(part["text"])}</td>')
                    put(f'<td style="color:{part["colour"]}">{escape(part["answer"])}</td></tr>')
                put("</tbody></table>")
            put('<table class="pairs">')
            for name, lines in own["rows"]:
                put(f'<tr><th>{name}</th><td>{"<br>".join(escape(line) for line in lines)}</td></tr>')
            put("</table></article>")
    put("</body></html>")
    return "".join(out)


def main():
    source, tag, fonts, target = sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
    data = content(json.loads(Path(source).read_text(encoding="utf-8")), tag)
    (target / "content.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    css = (Path(__file__).parent / "report.css").read_text(encoding="utf-8").replace("FONTS", fonts.resolve().as_uri())
    (target / "report.html").write_text(page(data, css), encoding="utf-8")


main()
