//! A report with every kind of block, in both languages, and the awkward texts that people write.
//!
//! Both the unit tests of the layout and the tests of the finished file include this.

use super::report::{
    Align, Bar, Block, Card, Cell, Chart, Column, Cover, Document, Figure, HeatCell, HeatMap, Labels, Lang, Look,
    ObjectiveRow, Section, Signature, Table, Tone, Voice, Wording,
};

/// The language of a report, and whether it has the other one beside it.
#[derive(Clone, Copy)]
struct Tongue {
    lang: Lang,
    both: bool,
}

/// Returns one of two texts, or both.
fn say(tongue: Tongue, en: &str, zh: &str) -> Wording {
    let (first, other) = match tongue.lang {
        Lang::ZhTw => (zh, en),
        Lang::En | Lang::Added(_) => (en, zh),
    };
    Wording { first: first.to_owned(), second: (tongue.both && first != other).then(|| other.to_owned()) }
}

/// A text of one paragraph and about this many characters.
pub fn long_note(lang: Lang, characters: usize) -> String {
    let sentence = say(
        Tongue { lang, both: false },
        "Access is granted by role and reviewed every quarter by the system owner; exceptions are recorded with a reason. ",
        "系統存取依角色核發，並由系統負責人每季檢討一次；例外情形須敘明理由並留存紀錄。",
    );
    sentence.first.chars().cycle().take(characters).collect()
}

/// Returns the report.
pub fn document(lang: Lang) -> Document {
    document_in(Tongue { lang, both: false })
}

/// Returns the report in Chinese with English beside it.
pub fn bilingual() -> Document {
    document_in(Tongue { lang: Lang::ZhTw, both: true })
}

fn document_in(tongue: Tongue) -> Document {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    Document {
        lang: tongue.lang,
        second: tongue.both.then_some(Lang::En),
        look: Look::default(),
        title: t("CMMC 2.0 Level 1 self-assessment: Harbour Precision", "CMMC 2.0 第一級自我評估：海港精密").first,
        author: t("Harbour Precision Ltd.", "海港精密股份有限公司").first,
        subject: t("Result of a self-assessment", "自我評估結果").first,
        keywords: vec!["CMMC".into(), "FAR 52.204-21".into(), t("self-assessment", "自我評估").first],
        date: "2026-11-22".into(),
        producer: "gradus 0.1.0".into(),
        cover: cover(tongue),
        labels: Labels {
            contents: t("Contents", "目錄"),
            page: t("Page {page} of {pages}", "第 {page} 頁，共 {pages} 頁").first,
            continued: t("(continued)", "（續）").first,
            running_head: t(
                "Harbour Precision Ltd. – CMMC 2.0 Level 1 self-assessment",
                "海港精密股份有限公司－CMMC 2.0 第一級自我評估",
            )
            .first,
            boxes: t("A box stands for a character without a shape: {list}.", "方框代表字型未收錄的字元：{list}。"),
            search: t("Search", "搜尋").first,
            filter: t("Show only", "僅顯示").first,
            shown: t("{shown} of {all} shown", "{all} 項中顯示 {shown} 項").first,
            skip: t("Skip to the content", "跳至主要內容").first,
        },
        sections: sections(tongue),
    }
}

fn cover(tongue: Tongue) -> Cover {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    Cover {
        kicker: t("Self-assessment report", "自我評估報告"),
        title: t("Cybersecurity Maturity Model Certification 2.0, Level 1", "網路安全成熟度模型認證 2.0 第一級"),
        organisation: t("Harbour Precision Ltd.", "海港精密股份有限公司"),
        result: Some((
            t("Not met: 3 of 17 requirements are open or not met", "未達成：17 項要求中有 3 項未符合或未回答"),
            Tone::Bad,
        )),
        fields: Vec::new(),
        facts: vec![
            (
                t("Scope", "範圍"),
                t("All systems that handle federal contract information", "處理聯邦合約資訊的所有系統"),
            ),
            (t("Target", "目標"), t("Level 1 (all 17 requirements)", "第一級（全部 17 項要求）")),
            (t("Assessor", "評估人"), t("Information security office", "資訊安全室　林瑄、陳喆、王堃")),
            (t("Date", "日期"), t("22 November 2026", "2026 年 11 月 22 日")),
            (t("Edition", "版本"), t("Questionnaire 2.0, revision 3", "問卷 2.0 修訂 3")),
        ],
        disclaimer: t(
            "This report shows what the organisation says about itself. It is no audit, no certificate and no legal advice; a contract may ask for an assessment by a third party. Answers were not verified.",
            "本報告呈現組織對自身之陳述，並非稽核結果、認證或法律意見；合約可能要求由第三方評估。所有回答均未經查證。",
        ),
    }
}

fn sections(tongue: Tongue) -> Vec<Section> {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let section = |level, en: &str, zh: &str, blocks| Section { level, title: say(tongue, en, zh), blocks };
    let mut sections = vec![
        section(1, "Summary", "摘要", summary(tongue)),
        section(
            2,
            "Result by domain",
            "各領域結果",
            vec![Block::Chart(bars(tongue, true)), Block::Chart(bars(tongue, false)), Block::HeatMap(heat(tongue))],
        ),
        section(
            2,
            "What to do first",
            "優先改善事項",
            vec![
                Block::List(vec![
                    t(
                        "Close the two network ports that are open to the internet and record who approved them.",
                        "關閉對網際網路開放之兩個網路連接埠，並記錄核准人員。",
                    ),
                    t(
                        "Answer the open questions on media: nobody has been named who knows.",
                        "回答媒體保護之未決問題：尚未指定知情人員。",
                    ),
                    t(
                        "Review visitor logs of the last twelve months; keep them for three years.",
                        "檢視最近十二個月之訪客紀錄，並保存三年。",
                    ),
                ]),
                Block::Paragraph(
                    Voice::Small,
                    t(
                        "Order: requirements that must be met first, then by effort.",
                        "排序：先列必須符合之要求，再依所需心力排列。",
                    ),
                ),
            ],
        ),
        section(
            1,
            "Gaps and plan",
            "差距與計畫",
            vec![
                Block::Paragraph(
                    Voice::Body,
                    t(
                        "Each row is a requirement that is not met, only partly met, or not answered.",
                        "每列為一項未符合、部分符合或未回答之要求。",
                    ),
                ),
                Block::Table(gaps(tongue)),
            ],
        ),
        section(
            1,
            "Requirements and answers",
            "要求與回答",
            vec![Block::Paragraph(
                Voice::Lead,
                t(
                    "Seventeen requirements in six domains, each with its objectives and remarks.",
                    "六大領域共十七項要求，逐項列出目標與說明。",
                ),
            )],
        ),
    ];
    let domains = [
        ("Access control", "存取控制"),
        ("Identification and authentication", "識別與鑑別"),
        ("Physical protection", "實體防護"),
        ("System and communications protection", "系統與通訊防護"),
    ];
    let cards = cards(tongue);
    for (index, (en, zh)) in domains.into_iter().enumerate() {
        let blocks = cards.iter().skip(index * 4).take(4).cloned().map(Block::Card).collect();
        sections.push(section(2, en, zh, blocks));
    }
    sections.push(section(1, "Method and limits", "方法與限制", method(tongue)));
    sections.push(section(1, "Awkward texts", "特殊文字", awkward(tongue)));
    sections
}

fn summary(tongue: Tongue) -> Vec<Block> {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let figure =
        |value: &str, en: &str, zh: &str, tone| Figure { value: value.into(), caption: say(tongue, en, zh), tone };
    vec![
        Block::Paragraph(
            Voice::Lead,
            t(
                "Fourteen of seventeen requirements are met. Three stand between the organisation and Level 1.",
                "十七項要求中已符合十四項，尚有三項未達第一級標準。",
            ),
        ),
        Block::Figures(vec![
            figure("14 / 17", "requirements met", "項要求已符合", Tone::Good),
            figure("82.4 %", "score, if nothing else is answered", "得分（其餘未回答時）", Tone::Fair),
            figure("2", "requirements not met", "項要求未符合", Tone::Bad),
            figure("1", "question still open", "題尚未回答", Tone::Open),
        ]),
        Block::Paragraph(
            Voice::Body,
            t(
                "Level 1 asks for all requirements: a single one that is not met means that the level is not reached. The score is told for orientation only and has no meaning in a contract.\nThe two requirements that are not met concern boundary protection and visitor control. Both can be closed with modest effort within one quarter, as the plan below shows.",
                "第一級要求全部符合：只要有一項未符合，即未達該級別。得分僅供參考，於合約上不具意義。\n未符合之兩項要求分別為邊界防護與訪客管制，均可於一季內以適度心力完成改善，詳見下列計畫。",
            ),
        ),
        Block::Paragraph(
            Voice::Callout(Tone::Fair),
            t(
                "One answer was given as “do not know”. It counts as not met until somebody finds out, because an assessor would count it so.",
                "有一題回答為「不知道」。在查明之前視為未符合，因為評估人員亦會如此認定。",
            ),
        ),
        Block::Facts(vec![
            (
                t("Answered", "已回答"),
                t("16 of 17 requirements, 57 of 59 objectives", "17 項要求中的 16 項，59 項目標中的 57 項"),
            ),
            (t("Not applicable", "不適用"), t("1 requirement, with a reason", "1 項要求，已敘明理由")),
            (t("Lowest domain", "最低領域"), t("System and communications protection, 50 %", "系統與通訊防護，50 %")),
        ]),
    ]
}

fn bars(tongue: Tongue, radar: bool) -> Chart {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let bar = |en: &str, zh: &str, value: &str, low, high, tone| Bar {
        short: en[..2].to_uppercase(),
        label: say(tongue, en, zh),
        value: value.into(),
        low,
        high,
        target: 0.8,
        tone,
    };
    Chart {
        caption: t(
            "Share of requirements met in each domain; where answers are open, the bar shows what is still possible.",
            "各領域已符合要求之比例；尚有未回答者，另以斜線標示仍可能達成之部分。",
        ),
        bars: vec![
            bar("Access control", "存取控制", "100 %", 1.0, 1.0, Tone::Good),
            bar("Identification and authentication", "識別與鑑別", "100 %", 1.0, 1.0, Tone::Good),
            bar("Media protection", "媒體保護", "0–100 %", 0.0, 1.0, Tone::Open),
            bar("Physical protection", "實體防護", "75 %", 0.75, 0.75, Tone::Fair),
            bar("System and communications protection", "系統與通訊防護", "50–75 %", 0.5, 0.75, Tone::Bad),
            bar("System and information integrity", "系統與資訊完整性", "—", f64::NAN, 0.0, Tone::Neutral),
        ],
        legend: [t("certain", "已確定"), t("still possible", "仍可能達成"), t("target", "目標")],
        radar,
    }
}

fn heat(tongue: Tongue) -> HeatMap {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let tones = [
        (Tone::Good, t("met", "符合")),
        (Tone::Fair, t("partly met", "部分符合")),
        (Tone::Bad, t("not met", "不符合")),
        (Tone::Open, t("not answered", "未作答")),
        (Tone::Unsure, t("don't know", "不清楚")),
        (Tone::Neutral, t("not applicable", "不適用")),
        (Tone::Absent, t("not asked", "未詢問")),
    ];
    let cell = |index: usize| {
        let (tone, state) = &tones[index % tones.len()];
        let short = format!("3.13.{index}");
        let (id, title) = (format!("SC.L1-{short}"), t("Boundary protection", "邊界防護"));
        HeatCell { id, short, title, state: state.clone(), tone: *tone }
    };
    HeatMap {
        caption: t("All requirements at a glance.", "全部要求一覽。"),
        legend: tones.iter().map(|(tone, state)| (*tone, state.clone(), 4)).collect(),
        rows: vec![
            (t("Access control", "存取控制"), (1..=30).map(cell).collect()),
            (t("System and communications protection", "系統與通訊防護"), (2..=4).map(cell).collect()),
        ],
    }
}

fn gaps(tongue: Tongue) -> Table {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let cell = |text: Wording, tone: Option<Tone>| Cell { text, tone, ..Cell::default() };
    let column = |title: Wording, align, share| Column { title, align, share };
    let mut rows = Vec::new();
    for index in 1..=26 {
        let (tone, state) = match index % 5 {
            0 => (Tone::Bad, t("not met", "未符合")),
            1 => (Tone::Fair, t("partly met", "部分符合")),
            2 => (Tone::Open, t("not answered", "未回答")),
            3 => (Tone::Good, t("met", "已符合")),
            _ => (Tone::Neutral, t("not applicable", "不適用")),
        };
        rows.push(vec![
            Cell {
                text: format!("SC.L1-3.13.{index}").into(),
                note: t("Boundary", "邊界"),
                strong: true,
                link: Some("SC.L1-3.13.1".into()),
                ..Cell::default()
            },
            cell(
                match index % 3 {
                    0 => t("Monitor, control and protect communications at the external boundary and key internal boundaries", "監控、管制並保護外部邊界與重要內部邊界之通訊"),
                    1 => t("Boundary protection", "邊界防護"),
                    _ => t("Public-access system separation by subnetworks that are physically or logically apart", "以實體或邏輯隔離之子網路區隔公眾存取系統"),
                },
                None,
            ),
            cell(state, Some(tone)),
            cell(t("IT operations\nby 2027-03-31", "資訊維運組\n2027-03-31 前"), None),
            cell(format!("{}", index * 7 % 120).into(), None),
        ]);
    }
    Table {
        columns: vec![
            column(t("Id", "編號"), Align::Left, 0),
            column(t("Requirement", "要求"), Align::Left, 3),
            column(t("State", "狀態"), Align::Left, 0),
            column(t("Owner and date", "負責單位與期限"), Align::Left, 0),
            column(t("Hours", "工時"), Align::Right, 0),
        ],
        rows,
        compact: false,
    }
}

fn cards(tongue: Tongue) -> Vec<Card> {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let subjects = [
        (
            "AC.L1-3.1.1",
            t("Authorised access control", "授權存取管制"),
            t(
                "Is system access limited to authorised users, processes acting on behalf of authorised users, and devices (including other systems)?",
                "系統存取是否僅限於經授權之使用者、代表授權使用者執行之程序，以及裝置（包含其他系統）？",
            ),
        ),
        (
            "AC.L1-3.1.2",
            t("Transaction and function control", "交易與功能管制"),
            t(
                "Is system access limited to the types of transactions and functions that authorised users are permitted to execute?",
                "系統存取是否限於授權使用者獲准執行之交易類型與功能？",
            ),
        ),
        (
            "AC.L1-3.1.20",
            t("External connections", "外部連線"),
            t(
                "Are connections to and use of external systems verified and controlled or limited?",
                "是否查驗並管制或限制與外部系統之連線及其使用？",
            ),
        ),
        (
            "AC.L1-3.1.22",
            t("Control of public information", "公開資訊管制"),
            t(
                "Is information that is posted or processed on publicly accessible systems controlled?",
                "是否管制張貼或處理於公眾可存取系統上之資訊？",
            ),
        ),
        (
            "IA.L1-3.5.1",
            t("Identification", "識別"),
            t(
                "Are system users, processes acting on behalf of users, and devices identified?",
                "是否識別系統使用者、代表使用者執行之程序及裝置？",
            ),
        ),
        (
            "IA.L1-3.5.2",
            t("Authentication", "鑑別"),
            t(
                "Are the identities of users, processes or devices authenticated as a prerequisite to allowing access?",
                "允許存取前，是否先鑑別使用者、程序或裝置之身分？",
            ),
        ),
        (
            "MP.L1-3.8.3",
            t("Media disposal", "媒體處置"),
            t(
                "Are media that contain federal contract information sanitised or destroyed before disposal or release for reuse?",
                "含有聯邦合約資訊之媒體，於報廢或釋出再利用前，是否經清除或銷毀？",
            ),
        ),
        (
            "PE.L1-3.10.1",
            t("Limits to physical access", "實體存取限制"),
            t(
                "Is physical access to systems, equipment and their operating environments limited to authorised individuals?",
                "系統、設備及其運作環境之實體存取，是否限於經授權人員？",
            ),
        ),
        (
            "PE.L1-3.10.3",
            t("Escort of visitors", "訪客陪同"),
            t("Are visitors escorted and is their activity monitored?", "是否陪同訪客並監看其活動？"),
        ),
        (
            "PE.L1-3.10.4",
            t("Logs of physical access", "實體存取紀錄"),
            t("Are audit logs of physical access maintained?", "是否維護實體存取之稽核紀錄？"),
        ),
        (
            "PE.L1-3.10.5",
            t("Devices for physical access", "實體存取裝置"),
            t(
                "Are physical access devices such as keys, locks and card readers controlled and managed?",
                "是否管制並管理鑰匙、門鎖及讀卡機等實體存取裝置？",
            ),
        ),
        (
            "SC.L1-3.13.1",
            t("Boundary protection", "邊界防護"),
            t(
                "Are communications monitored, controlled and protected at the external boundaries and key internal boundaries of systems?",
                "是否於系統之外部邊界與重要內部邊界監控、管制並保護通訊？",
            ),
        ),
        (
            "SC.L1-3.13.5",
            t("Separation of public-access systems", "公眾存取系統之區隔"),
            t(
                "Are subnetworks for publicly accessible system components physically or logically separated from internal networks?",
                "公眾可存取之系統元件，是否以實體或邏輯方式與內部網路隔離？",
            ),
        ),
        (
            "SI.L1-3.14.1",
            t("Flaw remediation", "弱點修補"),
            t(
                "Are flaws in information and information systems identified, reported and corrected in a timely manner?",
                "是否及時識別、通報並修正資訊及資訊系統之缺失？",
            ),
        ),
    ];
    let answers = [
        (t("Met", "已符合"), Tone::Good),
        (t("Met", "已符合"), Tone::Good),
        (t("Partly met", "部分符合"), Tone::Fair),
        (t("Not met", "未符合"), Tone::Bad),
        (t("Do not know", "不知道"), Tone::Open),
        (t("Not applicable", "不適用"), Tone::Neutral),
    ];
    subjects
        .into_iter()
        .enumerate()
        .map(|(index, (id, title, ask))| {
            let answer = answers[index % answers.len()].clone();
            let mut remarks = vec![
                (t("Note", "備註"), t(
                    "Accounts are created from the personnel system. Shared accounts were abolished in spring; the last two service accounts follow when the new terminal in hall 3 is in use.",
                    "帳號由人事系統建立。共用帳號已於春季廢止；最後兩組服務帳號將於三號廠房之新終端機啟用後停用。",
                )),
                (t("Evidence", "佐證"), t(
                    "Access policy 2026-02, https://intranet.example.com/policies/access-control/2026-02/approved-version.pdf\nQuarterly review of 30 September",
                    "存取政策 2026-02，https://intranet.example.com/policies/access-control/2026-02/approved-version.pdf\n9 月 30 日之每季檢討紀錄",
                )),
            ];
            if index % 4 == 3 {
                remarks.push((t("Action plan", "改善計畫"), t(
                    "Owner: Ms Lin. Due 2027-03-31. Install the second firewall, close ports 21 and 3389, test from outside.",
                    "負責人：林瑄。期限：2027-03-31。安裝第二道防火牆，關閉連接埠 21 與 3389，並自外部測試。",
                )));
            }
            if index == 6 {
                remarks.push((t("Reason", "理由"), long_note(tongue.lang, 1400).into()));
            }
            Card {
                id: id.into(),
                title,
                state: answer.0.clone(),
                answer,
                tags: vec![
                    t("1 point", "1 分"),
                    format!("FAR 52.204-21 b.1.{}", index + 1).into(),
                    t("must be met", "必須符合"),
                ],
                ask,
                objectives: objectives(tongue, index),
                remarks,
            }
        })
        .collect()
}

fn objectives(tongue: Tongue, index: usize) -> Vec<ObjectiveRow> {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    let all = [
        ("[a]", t("authorised users are identified", "已識別經授權之使用者"), t("yes", "是"), Tone::Good),
        (
            "[b]",
            t("processes acting on behalf of authorised users are identified", "已識別代表授權使用者執行之程序"),
            t("partly", "部分"),
            Tone::Fair,
        ),
        (
            "[c]",
            t(
                "devices (and other systems) authorised to connect to the system are identified, listed and looked through at least once a year by the person who is responsible for them",
                "已識別並列冊經授權連線至系統之裝置（及其他系統），且由負責人員至少每年檢視一次",
            ),
            t("no", "否"),
            Tone::Bad,
        ),
        (
            "[d]",
            t("system access is limited to authorised users", "系統存取限於經授權之使用者"),
            t("do not know", "不知道"),
            Tone::Open,
        ),
        (
            "[e]",
            t(
                "system access is limited to authorised devices (including other systems)",
                "系統存取限於經授權之裝置（包含其他系統）",
            ),
            t("not applicable", "不適用"),
            Tone::Neutral,
        ),
    ];
    all.into_iter()
        .take(2 + index % 4)
        .map(|(letter, ask, answer, tone)| ObjectiveRow { letter: letter.to_owned(), ask, answer, tone: Some(tone) })
        .collect()
}

fn method(tongue: Tongue) -> Vec<Block> {
    let t = |en: &str, zh: &str| say(tongue, en, zh);
    vec![
        Block::Paragraph(
            Voice::Body,
            t(
                "A requirement is met if all its objectives are met or do not apply. One that is not answered is told as open and counted as not met in the certain part of a bar, and as met in the part that is still possible.",
                "要求之全部目標均已符合或不適用者，該要求即為符合。未回答者列為未決，於長條圖之確定部分視為未符合，於仍可能達成部分視為符合。",
            ),
        ),
        Block::Paragraph(
            Voice::Callout(Tone::Neutral),
            t(
                "The questionnaire follows public sources; it is not endorsed by their publishers.",
                "本問卷依據公開資料編製，未經其發布機關背書。",
            ),
        ),
        Block::Paragraph(
            Voice::Callout(Tone::Good),
            t("All objectives of access control are in place.", "存取控制之各項目標均已落實。"),
        ),
        Block::Paragraph(
            Voice::Callout(Tone::Bad),
            t(
                "A false statement in a contract may have legal consequences.\nAsk before you sign.",
                "合約中之不實陳述可能產生法律責任。\n簽署前請先確認。",
            ),
        ),
        Block::Paragraph(Voice::Callout(Tone::Open), t("One question waits for an answer.", "尚有一題待回答。")),
        Block::Figures(vec![
            Figure { value: t("not reached", "未達成"), caption: t("Level 1", "第一級"), tone: Tone::Bad },
            Figure {
                value: "1,234,567.89".into(),
                caption: t(
                    "a figure that is far too long for its place and has a caption that runs over several lines",
                    "數字過長，且其說明文字亦須分成數行才能完整呈現",
                ),
                tone: Tone::Neutral,
            },
            Figure { value: "7".into(), caption: t("days", "天"), tone: Tone::Good },
            Figure { value: "—".into(), caption: t("not computed", "未計算"), tone: Tone::Open },
            Figure { value: "50 %".into(), caption: t("half", "一半"), tone: Tone::Fair },
        ]),
    ]
}

fn awkward(tongue: Tongue) -> Vec<Block> {
    let name: String = say(tongue, "The Very Long Name of an Organisation ", "名稱非常冗長之財團法人研究發展基金會")
        .first
        .chars()
        .cycle()
        .take(200)
        .collect();
    let name = Wording::from(name);
    vec![
        Block::Paragraph(
            Voice::Body,
            "喆 堃 瑄 閾值　𠮷野家 🙂 👩\u{200D}💻 עברית العربية ✔ ✗ \u{A0}no\u{2011}break − µ Ω Å café naïve ﬁn"
                .into(),
        ),
        Block::Paragraph(
            Voice::Body,
            "left\u{202E}right\u{202C} bell\u{7} escape\u{1B}[31m nul\0 zero\u{200B}width\ttab".into(),
        ),
        Block::Facts(vec![
            (name.clone(), name.clone()),
            ("URL".into(), format!("https://example.org/{}", "a-very-long-path/".repeat(14)).into()),
        ]),
        Block::List(vec![name.clone(), "x".repeat(700).into()]),
        Block::Table(Table {
            columns: vec![
                Column { title: name.clone(), align: Align::Left, share: 1 },
                Column { title: say(tongue, "Number", "數字"), align: Align::Right, share: 0 },
                Column { title: name.clone(), align: Align::Left, share: 0 },
            ],
            rows: vec![
                vec![
                    Cell { text: long_note(tongue.lang, 900).into(), tone: Some(Tone::Fair), ..Cell::default() },
                    Cell { text: "−1,024.50".into(), tone: Some(Tone::Bad), strong: true, ..Cell::default() },
                    Cell { text: name.clone(), note: name.clone(), strong: true, ..Cell::default() },
                ],
                vec![
                    Cell { tone: Some(Tone::Open), ..Cell::default() },
                    Cell { text: "7".into(), ..Cell::default() },
                    Cell { text: "\n\nthird line".into(), ..Cell::default() },
                ],
            ],
            compact: true,
        }),
        Block::Card(Card {
            id: name.first.clone(),
            title: name.clone(),
            answer: (name.clone(), Tone::Open),
            state: name.clone(),
            tags: vec![name.clone(), "𠮷".into()],
            ask: name.clone(),
            objectives: vec![ObjectiveRow {
                letter: "a.1.b.2.c.3 (iii)".into(),
                ask: name.clone(),
                answer: name.clone(),
                tone: Some(Tone::Fair),
            }],
            remarks: vec![(name.clone(), long_note(tongue.lang, 3000).into())],
        }),
        Block::Signature(Signature {
            statement: say(tongue, "These answers are true.", "以上作答屬實。"),
            fields: vec![name, say(tongue, "Signature", "簽名"), say(tongue, "Day", "日期")],
        }),
    ]
}
