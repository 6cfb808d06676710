//! Words of the way to a target in Traditional Chinese.

use crate::language::Planning;

/// Words of the way to a target.
pub const PLANNING: Planning = Planning {
    aim_conditional: "目標：{target}（有條件，列有行動計畫）",
    aim_final: "目標：{target}",
    now: "目前",
    assumed: "假設：{answers}",
    by_one: "假設：{day} 以前到期的 1 項計畫已完成。",
    by: "假設：{day} 以前到期的 {count} 項計畫均已完成。",
    by_none: "{day} 以前沒有到期的計畫。",
    least: "最省力的工作量：{effort}",
    close: "依此順序完成",
    wait: "可列入行動計畫",
    leave: "另有 {count} 項差距可維持現狀。",
    leave_one: "另有 1 項差距可維持現狀。",
    then: "完成後",
    for_good: "若不靠行動計畫、全部做到：工作量 {effort}。",
    reached: "已達成目標，不必再補任何差距。",
    nowhere: "只補差距無法達成目標：另有其他條件不符，例如組織概況。",
    open: "尚未作答，可能已經做到",
    efforts: "工作量：小 1、中 3、大 8；可用 --effort 編號=數字 個別指定。",
    effort: "{word}（{effort}）",
    bad_assume: "請寫成 --assume 編號=作答，例如 AC.L2-3.1.3=met：{found}",
    bad_effort: "請寫成 --effort 編號=數字（0 以上的整數），例如 AC.L2-3.1.3=5：{found}",
    stage: "要達到的階段",
    needs_reason: "假設",
};
