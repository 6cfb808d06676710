//! What each problem in a file is called in English, and how to cure it.

use crate::diagnostic::Code;

/// Returns the sentence and the cure for a kind of problem.
pub const fn problem(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::NotUtf8 => (
            "the file is not UTF-8 text (first strange byte: {at})",
            "Save it again as UTF-8. On Windows: Save as, Encoding, UTF-8.",
        ),
        Code::TooLarge => (
            "the file is larger than {limit}",
            "No questionnaire or assessment is that large. Check that this is the right file.",
        ),
        Code::Syntax => (
            "this is not YAML: {detail}",
            "Look at the marked place and the line above it: a missing colon, dash, quote or bracket, or an indent that does not fit.",
        ),
        Code::Tab => ("a tab stands where YAML allows only spaces", "Replace the tab by spaces."),
        Code::UnclosedQuote => (
            "a quotation mark is opened and never closed",
            "Close it, or put the whole text in the other kind of quotes.",
        ),
        Code::ColonInText => {
            ("a text that is not in quotes holds a colon followed by a space", "Put the text in quotes.")
        }
        Code::TooDeep => (
            "lists and maps are nested too deeply",
            "No file of this format nests that deep. Look for brackets that are never closed.",
        ),
        Code::TooMuch => (
            "the file expands to more values than any real file holds",
            "Remove the aliases (`*name`) and write the values out.",
        ),
        Code::SeveralDocuments => {
            ("the file holds more than one YAML document", "Keep one document in a file; remove the line `---`.")
        }
        Code::EmptyFile => ("the file is empty", "Check that this is the right file."),
        Code::MergeKey => ("`<<` is not part of this format", "Write the keys out."),
        Code::UnknownAnchor => (
            "an alias names an anchor that does not exist",
            "Define the anchor (`&name`) before it is used, or put the text in quotes if the asterisk belongs to it.",
        ),
        Code::RawControl => ("a control character stands in the file: {detail}", "Delete it."),
        Code::KeyNotText => {
            ("a key is a list or a map", "Keys are plain words. Put the key in quotes if it begins with a bracket.")
        }

        Code::UnknownKey => ("the key `{key}` is not known here", "Known here: {known}."),
        Code::DuplicateKey => ("`{key}` stands twice", "Keep one of the two."),
        Code::MissingKey => {
            ("`{key}` is missing", "Add it here, or in the language file if the long texts stand there.")
        }
        Code::WrongKind => ("a {wanted} is wanted here; found: {found}", "Write a {wanted}."),
        Code::CommaInText => (
            "a comma ends the text before `{rest}`",
            "Put the whole text in quotes: inside braces, a comma begins the next key.",
        ),
        Code::NotOneOf => ("`{found}` cannot stand here", "Write one of: {known}."),
        Code::NotANumber => ("`{found}` is not a number", "Write a number such as 5, 0.4, 2/5 or 80%."),
        Code::EmptyText => ("the text is empty", "Write the text, or remove the key."),
        Code::WrongFormat => (
            "the file says it is `{found}`, and `{wanted}` is wanted here",
            "Check that this is the right file. A newer version of the program may be needed.",
        ),
        Code::NotALanguage => (
            "`{found}` is not one of the questionnaire's languages",
            "Use one of: {known}. Or add the language to `languages`.",
        ),
        Code::ControlCharacter => {
            ("the text holds control characters", "Remove them. They are shown as harmless marks.")
        }

        Code::IdNotFileName => (
            "the questionnaire is called `{id}`, but its file `{stem}`",
            "Make them equal: rename the file, or change the id.",
        ),
        Code::BadId => ("`{id}` is no good id", "Use letters, digits, `.`, `-` and `_`, at most 64 of them."),
        Code::DuplicateId => {
            ("the id `{id}` is used twice", "Give one of them another id. Upper and lower case count as the same.")
        }
        Code::AliasIsId => ("the alias `{id}` is the id of another requirement", "Choose another alias."),
        Code::UnknownName => ("the {what} `{name}` is not defined", "Defined are: {known}."),
        Code::CreditOutOfRange => {
            ("the credit {found} is not between 0 and 1", "1 is everything, 0 is nothing, 1/2 is half.")
        }
        Code::NoPassingAnswer => {
            ("`{id}` has no answer with credit 1, so nothing can ever pass", "Give the best answer `credit: 1`.")
        }
        Code::DuplicateShortcut => {
            ("the shortcut `{key}` is used twice on this scale", "Choose another letter for one of them.")
        }
        Code::BadShortcut => (
            "`{key}` cannot be a shortcut",
            "Use one small letter from a to z, but none of {reserved}, which the interview uses itself.",
        ),
        Code::ScaleOrder => ("the answer `{id}` is better than the one above it", "Order the answers best first."),
        Code::MissingWeight => (
            "`{id}` has no weight, but a level's rule needs it",
            "Add `weight: 1`, or whatever its share of the domain is.",
        ),
        Code::MissingPoints => (
            "`{id}` has no points, but a level's rule needs them",
            "Add `points:`, or `essential: true` if there is no score without it.",
        ),
        Code::MissingValue => (
            "`{id}` is answered on a scale without values, but the method `mean` needs them",
            "Give each answer of the scale a `value`.",
        ),
        Code::LaterQuestion => (
            "the condition looks at `{name}`, which is asked later",
            "A condition can only look at questions that come before. Move one of the two.",
        ),
        Code::Cycle => ("`{id}` depends on itself through others", "Remove one of the `depends_on` in the circle."),
        Code::NoOrder => ("`at_least` needs an order, and the choices of `{name}` have none", "Use `is` or `in`."),
        Code::OutOfRange => ("{found} is out of range", "It has to be between {from} and {to}."),
        Code::PointsRule => (
            "the numbers of the points rule contradict each other",
            "`start` is the highest, then `final`, then `conditional`.",
        ),
        Code::EmptyLevel => {
            ("no requirement belongs to the level `{id}`", "Give a requirement `level: {id}`, or remove the level.")
        }
        Code::NothingInside => ("`{what}` has nothing in it", "Add at least one item, or remove it."),
        Code::DeductTooMuch => (
            "an answer takes {found} points from `{id}`, more than it is worth",
            "Lower the answer's `deduct`, or raise the requirement's `points`.",
        ),
        Code::TwoMethods => {
            ("the level has a rule, but the method `mean` decides all levels", "Remove the rule, or `scoring`.")
        }
        Code::ForeignTexts => {
            ("this language file is for `{found}`, and `{wanted}` is wanted", "Check the first lines of the file.")
        }
        Code::TextForNothing => {
            ("nothing in the questionnaire asks for the text `{path}`", "Check the id, or remove the text.")
        }
        Code::TargetNotRaised => (
            "the target is lower in `{id}` than for the whole",
            "A domain's target can only be higher than the target of the whole.",
        ),
        Code::TextTwice => ("this text stands in the main file too", "Keep one of the two."),
        Code::ReservedWord => {
            ("`{id}` has a meaning of its own and cannot be used as an id here", "Choose another id.")
        }
        Code::MissingFile => ("the file `{path}` is not there", "Put it beside this one, or remove the line."),
        Code::LeadsOut => (
            "`{path}` is a link that leads out of the folder of the questionnaire, and is not read",
            "Put the file itself there: a questionnaire holds all that it needs.",
        ),

        Code::MissingTranslation => (
            "`{key}` is not translated into `{lang}`",
            "Add the text in that language. Until then the first language is shown.",
        ),
        Code::NoHelp => {
            ("`{id}` has no help", "Say in a few lines what the question means and what is often forgotten.")
        }
        Code::NoHint => ("`{id}` has evidence without a hint", "Say what to show."),
        Code::AlwaysTrue => ("this condition is always true", "Remove it, or check which answers are meant."),
        Code::NeverTrue => {
            ("this condition is never true", "Check which answers are meant: what depends on it alone is never asked.")
        }
        Code::UnusedScale => ("no requirement uses the scale `{id}`", "Use it, or remove it."),
        Code::SameTranslation => ("the text is the same in both languages", "Translate it."),
        Code::UnusedProfile => {
            ("no condition looks at `{id}`", "Use it in an `ask_when`, or remove it: it would be asked for nothing.")
        }
        Code::UnreachableLevel => (
            "the level `{id}` can never be reached, whatever is answered",
            "Look at its rule, at what it requires, and at when its requirements are asked.",
        ),
        Code::WrongScript => (
            "this text stands under `{lang}` and is written in another script",
            "Write it in that language, or put it under the language it is written in.",
        ),
        Code::Simplified => (
            "the text for Taiwan holds simplified characters: {written}",
            "Write them in the traditional form: {traditional}.",
        ),
        Code::NotWhatItLooks => (
            "other programs read `{text}` without quotes as a {what}, and a text is wanted here",
            "Put it in quotes: \"{text}\".",
        ),
        Code::ConditionOnNeverAsked => (
            "the condition looks at `{name}`, which is never asked",
            "Mend the condition of `{name}`, or look at another question.",
        ),
        Code::PointsDecideNothing => (
            "all points together take {lost} from {start}, so the score never falls below {final}",
            "Raise the requirements' `points`, or the rule's `final`.",
        ),
        Code::DeductForNothing => (
            "`{id}` passes, so its `deduct` is never taken",
            "Remove the `deduct`, or give the answer a credit below 1.",
        ),
        Code::UnknownReference => {
            ("{framework} has no `{id}`", "Write the id as {framework} writes it, or remove the reference.")
        }

        Code::TableColumn => (
            "column {column}: `{head}` is no column of a table of requirements",
            "Rename it, or leave it alone with `--ignore \"{head}\"`. Known are: {columns}.",
        ),
        Code::TableHead => (
            "row {row}, column {column}: something stands here, and the column has no name in the first row",
            "Name the column in the first row, or delete what stands in it.",
        ),
        Code::TableColumnTwice => (
            "column {column}: `{head}` stands twice",
            "Keep one of the two. Texts in several languages have the language in the name: ask.en, ask.zh-TW.",
        ),
        Code::NoQuestions => (
            "the table has no column with questions",
            "Name the column with the questions `ask` in the first row; in several languages `ask.en`, `ask.zh-TW`.",
        ),
        Code::RowWithoutQuestion => (
            "row {row} has no question",
            "Write it, or delete the row. A heading belongs into the column `domain` of the rows below it.",
        ),
        Code::RowIdTwice => (
            "row {row}: the id `{id}` stands twice",
            "Give one of them another id. Upper and lower case count as the same.",
        ),
        Code::RowId => (
            "row {row}, column {column} ({head}): `{id}` is no good id",
            "Use letters, digits, `.`, `-` and `_`, at most 64 of them.",
        ),
        Code::EmptyCell => (
            "row {row}, column {column} ({head}): nothing stands here",
            "Fill it in here too; what is missing is never guessed from other rows.",
        ),
        Code::CellNumber => (
            "row {row}, column {column} ({head}): `{found}` is not a number that can stand here",
            "Write a number from 0 such as 5, 0.4, 2/5 or 80%.",
        ),
        Code::CellWord => {
            ("row {row}, column {column} ({head}): `{found}` cannot stand here", "Write one of: {known}.")
        }
        Code::RowDependsOn => (
            "row {row}, column {column} ({head}): no row has the id `{id}`",
            "Use ids of this table, with commas between them.",
        ),
        Code::OtherTitle => (
            "row {row}, column {column} ({head}): `{id}` is called `{found}` here, and `{first}` in a row before",
            "Write it the same in all rows.",
        ),
        Code::GroupWithoutRow => (
            "no row of the table belongs to the {what} `{id}`",
            "Name it in a row, or leave it out of `--levels` and `--domains`.",
        ),
        Code::CellDate => (
            "row {row}, column {column} ({head}): the spreadsheet made a date of it, {found}",
            "Format the column as text, and type again what is meant.",
        ),
        Code::IdNumber => (
            "row {row}, column {column} ({head}): `{found}` is a number to the spreadsheet, and 3.10 would have become 3.1",
            "Format the column as text, and look through the ids. Cells like this: {count}.",
        ),
        Code::CellFault => (
            "row {row}, column {column} ({head}): the spreadsheet says {found}",
            "Mend the formula, or write the text itself.",
        ),
        Code::TableEncoding => (
            "the table is not UTF-8 text; it looks like {found}",
            "In Excel choose Save as, “CSV UTF-8 (Comma delimited)”; or give the workbook itself (.xlsx).",
        ),
        Code::TableQuote => (
            "row {row}: a quotation mark is opened here and never closed",
            "Close it, or write it twice if it belongs to the text.",
        ),
        Code::EmptyTable => (
            "the table has no rows with requirements",
            "The first row names the columns, and each row below it is a requirement. In a workbook, name the sheet with `--sheet`.",
        ),
        Code::TableTooLarge => (
            "the table is larger than {limit}",
            "No questionnaire is that large. Check that this is the right file, and delete what is not needed.",
        ),
        Code::NotAWorkbook => (
            "this is no workbook that can be read: {detail}",
            "Save it as “Excel Workbook (.xlsx)” without a password, or as “CSV UTF-8”.",
        ),
        Code::UnknownSheet => ("the workbook has no sheet `{name}`", "Its sheets are: {known}."),

        Code::UnknownAnswer => ("`{found}` is not an answer here", "Answer with one of: {known}."),
        Code::MissingReason => {
            ("`{id}` is answered `{answer}` without a reason", "Add a reason: why is that so in this firm?")
        }
        Code::UnknownRequirement => {
            ("the questionnaire has no requirement `{id}`", "The answer is kept in the file and not scored.")
        }
        Code::UnknownObjective => {
            ("`{id}` has no objective `{letter}`", "The answer is kept in the file and not scored. Known are: {known}.")
        }
        Code::AnswerAndObjectives => ("`{id}` is answered as a whole and by objectives", "Keep one of the two."),
        Code::UnknownTarget => ("`{found}` is neither a level nor a target", "Aim at one of: {known}."),
        Code::OtherEdition => (
            "the assessment was made for edition {found}, and the questionnaire is edition {wanted}",
            "Answers that still fit are used; look through the rest with `gradus assess`.",
        ),
        Code::OtherDigest => (
            "the questionnaire `{wanted}` was changed since this assessment was made, without a new edition",
            "Check that the questions still mean the same.",
        ),
        Code::OtherQuestionnaire => (
            "the file is for the questionnaire `{found}`, and this is `{wanted}`",
            "Check that this is the right file.",
        ),
        Code::BadDate => ("`{found}` is not a time stamp", "Write it as 2026-11-22T08:30:00Z, or remove it."),
        Code::UnknownProfile => {
            ("the questionnaire has no profile answer `{id}: {found}`", "It is kept in the file and not used.")
        }
        Code::UnknownRow => (
            "the questionnaire has nothing called `{id}`",
            "Use the ids that `gradus show` prints; an objective is written ID/a.",
        ),
        Code::RowTwice => ("`{id}` is answered twice in this file", "Keep one of the two."),
        Code::UnknownColumn => ("the column `{column}` is not known", "Known are: {known}."),
        Code::MissingColumn => (
            "the column `{column}` is missing",
            "The first row names the columns: id,answer,reason,note,evidence,plan.",
        ),
        Code::ControlColumn => (
            "the statement of applicability has no column `{column}`",
            "Name the columns in one row: control,applicable,implemented, and reason if you like.",
        ),
        Code::UnknownControl => {
            ("{framework} has no control `{id}`", "Write the id as in Annex A of the 2022 edition, such as A.5.15.")
        }
        Code::ControlStatus => ("`{found}` says neither yes nor no", "Write yes, no or partial."),

        Code::UnknownField => ("`{field}` is no field of this text", "Fields here: {known}."),
        Code::MissingField => {
            ("this text leaves out `{field}`", "Put it where the value belongs. The text to translate: {original}")
        }
        Code::BuiltInLanguage => {
            ("the words of `{tag}` are built in", "Write the tag of another language, such as ko.")
        }
        Code::BadRow => ("this row is not CSV", "Look for a quotation mark that is not closed."),
        Code::NeverConditional => (
            "the level `{id}` has no conditional score, so this status never occurs",
            "Give its rule `points` a conditional score, or remove the status.",
        ),
        Code::NotAPeriod => ("`{found}` is not a length of time", "Write it as `180 days`, `6 months` or `3 years`."),
        Code::NotADay => ("`{found}` is not a day", "Write it as 2026-11-22."),
        Code::DatesContradict => (
            "the final status of {found} is older than the conditional status of {first}",
            "Correct one of the two days, or remove the conditional one.",
        ),
        Code::NotADigest => (
            "`{found}` is not a SHA-256",
            "Write the 64 hexadecimal digits that `sha256sum FILE` prints, or remove the key.",
        ),
        Code::AnswerOfOtherEdition => (
            "`{id}` was answered `{found}` under edition {edition}, and that is no answer to it now",
            "Answer it anew with one of: {known}. Until then it counts as not answered, and the old answer is kept.",
        ),
        Code::LevelOfOtherEdition => (
            "this edition has no level or target `{found}` any more",
            "It is kept in the file and not used. Known are: {known}.",
        ),
        Code::ReasonNowNeeded => (
            "`{id}` is answered `{answer}` without the reason that this edition asks for",
            "Add a reason, or answer it anew. Until then it counts as not answered, and the old answer is kept.",
        ),
    }
}

/// Returns a word that a sentence speaks of.
pub fn term(word: &str) -> &str {
    word
}
