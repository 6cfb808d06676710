//! Security maturity self-assessment: from a questionnaire in YAML to a level, a score and a report.
//!
//! The path of the data, one direction, each step a type that promises what the next may assume:
//!
//! ```text
//! *.yaml ─▶ Questionnaire ─▶ interview ─▶ Assessment ─▶ AnswerSheet ─▶ Scorecard ─▶ findings
//!                 │                        (a file)          │             │            │
//!                 └──────────────────────────────────────────┴──▶ report ◀─┴────────────┘
//!                                                                   │
//!                                                terminal · pdf · html · xlsx · csv · md · json
//! ```
//!
//! The words: a *questionnaire* has *domains* of *requirements*, which may have *objectives*. An *assessment* is
//! one firm's *answers* to it. Scoring turns them into *levels* reached or not, with a *range* wherever an answer
//! is open. A *gap* is a requirement that does not pass. Who may name whom stands in `docs/architecture.md`.

pub mod action_plan;
pub mod assessment;
pub mod cli;
pub mod commands;
pub mod comparison;
pub mod crosswalk;
pub mod dates;
pub mod diagnostic;
pub mod draft;
pub mod exact;
pub mod findings;
pub mod form;
pub mod interview;
pub mod language;
pub mod planning;
pub mod questionnaire;
mod reading;
pub mod render;
pub mod report;
pub mod review;
pub mod schema;
pub mod scoring;
pub mod storage;
pub mod table;
pub mod text;
pub mod translation;
pub mod yaml;
