//! The frozen form of a questionnaire for other programs: `gradus/questionnaire-json/1`. Keys may be added, never
//! changed. Every text is a map by language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::exact::Fraction;
use crate::language::{Lang, Report};
use crate::questionnaire::{self, Method, Poam, Questionnaire, Rule, Text};

type Texts<'a> = BTreeMap<&'a str, &'a str>;

/// A questionnaire for other programs.
#[derive(Debug, Serialize)]
pub struct QuestionnaireFile<'a> {
    format: &'static str,
    id: &'a str,
    edition: &'a str,
    digest: &'a str,
    languages: &'a [String],
    title: Texts<'a>,
    summary: Texts<'a>,
    publisher: Texts<'a>,
    based_on: Texts<'a>,
    licence: &'a str,
    same_as: &'a [String],
    disclaimer: Texts<'a>,
    method: &'static str,
    levels: Vec<Level<'a>>,
    targets: Vec<Target<'a>>,
    profile: Vec<Profile<'a>>,
    domains: Vec<Domain<'a>>,
}

#[derive(Debug, Serialize)]
struct Level<'a> {
    id: &'a str,
    title: Texts<'a>,
    meaning: Texts<'a>,
    cumulative: bool,
    rule: RuleFile,
    #[serde(skip_serializing_if = "Option::is_none")]
    requires: Option<Requires<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    statuses: BTreeMap<&'static str, Terms<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affirmation: Option<String>,
}

#[derive(Debug, Serialize)]
struct Requires<'a> {
    question: &'a str,
    choices: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Terms<'a> {
    title: Texts<'a>,
    valid: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum RuleFile {
    Every,
    Share(Fraction),
    Points {
        start: Fraction,
        r#final: Fraction,
        conditional: Option<Fraction>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        cite: Vec<String>,
    },
    Mean(Fraction),
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    id: &'a str,
    title: Texts<'a>,
    level: &'a str,
    domains: BTreeMap<&'a str, &'a str>,
}

#[derive(Debug, Serialize)]
struct Profile<'a> {
    id: &'a str,
    ask: Texts<'a>,
    choices: Vec<Choice<'a>>,
}

#[derive(Debug, Serialize)]
struct Choice<'a> {
    id: &'a str,
    label: Texts<'a>,
}

#[derive(Debug, Serialize)]
struct Domain<'a> {
    id: &'a str,
    title: Texts<'a>,
    summary: Texts<'a>,
    requirements: Vec<Requirement<'a>>,
}

#[derive(Debug, Serialize)]
struct Requirement<'a> {
    id: &'a str,
    aliases: &'a [String],
    level: &'a str,
    points: Option<&'a Fraction>,
    weight: Option<&'a Fraction>,
    poam: PoamFile<'a>,
    essential: bool,
    effort: Option<&'static str>,
    depends_on: Vec<&'a str>,
    refs: BTreeMap<&'a str, &'a [String]>,
    conditional: bool,
    answers: Vec<Answer<'a>>,
    title: Texts<'a>,
    ask: Texts<'a>,
    help: Texts<'a>,
    advice: Texts<'a>,
    evidence: Vec<Evidence<'a>>,
    objectives: Vec<Objective<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum PoamFile<'a> {
    Word(&'static str),
    With(Vec<&'a str>),
}

/// `not-applicable` and `unknown` stand among the answers, without credit where they have none.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a str,
    credit: Option<Fraction>,
    passes: bool,
    deduct: Option<&'a Fraction>,
    value: Option<&'a Fraction>,
    reason_required: bool,
    label: Texts<'a>,
    #[serde(skip_serializing_if = "Texts::is_empty")]
    meaning: Texts<'a>,
}

#[derive(Debug, Serialize)]
struct Evidence<'a> {
    kind: &'static str,
    hint: Texts<'a>,
}

#[derive(Debug, Serialize)]
struct Objective<'a> {
    id: &'a str,
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<&'a str>,
    ask: Texts<'a>,
}

/// Puts a questionnaire into its frozen form, whole or with only some of its requirements.
pub fn questionnaire_json<'a>(questionnaire: &'a Questionnaire, only: Option<&[usize]>) -> QuestionnaireFile<'a> {
    let level_id = |level: usize| questionnaire.levels()[level].id.as_str();
    let attribution = questionnaire.attribution();
    let levels = questionnaire.levels().iter().map(|level| Level {
        id: &level.id,
        title: texts(&level.title),
        meaning: texts(&level.meaning),
        cumulative: level.cumulative,
        rule: rule(&level.rule),
        requires: level.requires.as_ref().map(|fact| {
            let question = &questionnaire.profile()[fact.question];
            let choices = fact.choices.iter().map(|&choice| question.choices[choice].0.as_str());
            Requires { question: &question.id, choices: choices.collect() }
        }),
        statuses: statuses(&level.statuses),
        affirmation: level.statuses.affirmation.map(|period| period.to_string()),
    });
    let targets = questionnaire.targets().iter().map(|target| Target {
        id: &target.id,
        title: texts(&target.title),
        level: level_id(target.level),
        domains: target
            .domains
            .iter()
            .map(|&(domain, level)| (questionnaire.domains()[domain].id.as_str(), level_id(level)))
            .collect(),
    });
    let profile = questionnaire.profile().iter().map(|question| Profile {
        id: &question.id,
        ask: texts(&question.ask),
        choices: question.choices.iter().map(|(id, label)| Choice { id, label: texts(label) }).collect(),
    });
    let domains = questionnaire.domains().iter().map(|domain| Domain {
        id: &domain.id,
        title: texts(&domain.title),
        summary: texts(&domain.summary),
        requirements: domain
            .requirements
            .clone()
            .filter(|position| only.is_none_or(|only| only.contains(position)))
            .map(|position| requirement(questionnaire, &questionnaire.requirements()[position]))
            .collect(),
    });
    QuestionnaireFile {
        format: "gradus/questionnaire-json/1",
        id: questionnaire.id(),
        edition: questionnaire.edition(),
        digest: questionnaire.digest(),
        languages: questionnaire.languages(),
        title: texts(questionnaire.title()),
        summary: texts(questionnaire.summary()),
        publisher: texts(&attribution.publisher),
        based_on: texts(&attribution.based_on),
        licence: &attribution.licence,
        same_as: questionnaire.same_as(),
        disclaimer: texts(&attribution.disclaimer),
        method: match questionnaire.method() {
            Method::Rules => "rules",
            Method::Mean => "mean",
        },
        levels: levels.collect(),
        targets: targets.collect(),
        profile: profile.collect(),
        domains: domains.filter(|domain| !domain.requirements.is_empty()).collect(),
    }
}

/// The statuses of which something is said.
fn statuses(own: &questionnaire::Statuses) -> BTreeMap<&'static str, Terms<'_>> {
    let all = [("final", &own.final_status), ("conditional", &own.conditional)];
    let said = all.into_iter().filter(|(_, terms)| !terms.title.is_empty() || terms.valid.is_some());
    let terms = |terms: &'_ questionnaire::Terms| terms.valid.map(|period| period.to_string());
    said.map(|(name, own)| (name, Terms { title: texts(&own.title), valid: terms(own) })).collect()
}

fn texts(text: &Text) -> Texts<'_> {
    text.by_language().collect()
}

fn rule(rule: &Rule) -> RuleFile {
    match rule {
        Rule::Every => RuleFile::Every,
        Rule::Share(share) => RuleFile::Share(share.clone()),
        Rule::Mean(value) => RuleFile::Mean(value.clone()),
        Rule::Points(points) => RuleFile::Points {
            start: points.start.clone(),
            r#final: points.final_score.clone(),
            conditional: points.conditional.clone(),
            cite: points.cite.clone(),
        },
    }
}

fn requirement<'a>(questionnaire: &'a Questionnaire, own: &'a questionnaire::Requirement) -> Requirement<'a> {
    let scale = questionnaire.scale_of(own);
    let mut answers: Vec<Answer<'a>> = scale
        .answers
        .iter()
        .map(|answer| Answer {
            id: &answer.id,
            credit: Some(answer.credit.clone()),
            passes: answer.passes,
            deduct: answer.deduct.as_ref(),
            value: answer.value.as_ref(),
            reason_required: answer.reason_required,
            label: texts(&answer.label),
            meaning: texts(&answer.meaning),
        })
        .collect();
    let special =
        |id: &'static str, credit: Option<Fraction>, reason_required: bool, word: fn(&Report) -> &'static str| Answer {
            id,
            passes: credit.as_ref().is_some_and(Fraction::is_one),
            credit,
            deduct: None,
            value: None,
            reason_required,
            label: Lang::ALL.into_iter().map(|lang| (lang.tag(), word(&lang.words().report))).collect(),
            meaning: Texts::new(),
        };
    if let Some(terms) = scale.not_applicable {
        let credit = terms.counts_as_met.then(Fraction::one);
        answers.push(special(questionnaire::NOT_APPLICABLE, credit, terms.reason_required, |words| {
            words.state_not_applicable
        }));
    }
    if scale.unknown {
        answers.push(special(questionnaire::UNKNOWN, None, false, |words| words.state_unknown));
    }
    Requirement {
        id: &own.id,
        aliases: &own.aliases,
        level: &questionnaire.levels()[own.level].id,
        points: own.points.as_ref(),
        weight: own.weight.as_ref(),
        poam: match &own.poam {
            Poam::Never => PoamFile::Word("never"),
            Poam::Allowed => PoamFile::Word("allowed"),
            Poam::With(answers) => {
                PoamFile::With(answers.iter().map(|&index| scale.answers[index].id.as_str()).collect())
            }
        },
        essential: own.essential,
        effort: own.effort.map(questionnaire::Effort::letter),
        depends_on: own.depends_on.iter().map(|&other| questionnaire.requirements()[other].id.as_str()).collect(),
        refs: own.refs.iter().map(|(framework, ids)| (framework.as_str(), ids.as_slice())).collect(),
        conditional: own.condition.is_some(),
        answers,
        title: texts(&own.title),
        ask: texts(&own.ask),
        help: texts(&own.help),
        advice: texts(&own.advice),
        evidence: own
            .evidence
            .iter()
            .map(|hint| Evidence { kind: hint.kind.word(), hint: texts(&hint.hint) })
            .collect(),
        objectives: own
            .objectives
            .iter()
            .map(|part| Objective {
                id: &part.id,
                aliases: &part.aliases,
                answers: if part.answers.is_empty() { Vec::new() } else { scale.words(Some(part)) },
                ask: texts(&part.ask),
            })
            .collect(),
    }
}
