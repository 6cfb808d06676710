//! Words of the action plan by itself in Traditional Chinese (Taiwan).

use crate::language::Poam;

/// Words of the action plan by itself.
pub const POAM: Poam = Poam {
    title: "行動計畫（POA&M）",
    standing: "計畫共 {count} 項，已改善 {closed} 項，逾期 {overdue} 項。",
    until: "{level}以完成本計畫為條件，有效至 {day}。在此之前，計畫所列差距須全數改善，並經結案評鑑確認。",
    last_day: "{level}：有條件狀態的最後一天",
    closing: "行動計畫所列差距須已全數改善，並完成結案評鑑。",
    nothing_planned: "行動計畫尚無任何項目：請在 `gradus assess` 中按 `l`，或以 `gradus answer … --plan \"…\"` 填寫預定措施。",
    no_since: "`--since` 只用於報告；行動計畫不做前後比較。",
    no_calendar: "行事曆只收錄行動計畫的日期：請加上 `--view poam`。",
};
