//! How values are written, as editors are told: the parts of which `schema` makes JSON Schemas.
//!
//! The types here hold no values. An id, a number and a day are all read as words; a record names behind `as` the form
//! in which the word is written, so that whoever writes it is told before the file is read.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde_json::{Map, Value, json};

pub use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::dates::{Date, Period as Duration};
use crate::diagnostic::Placed;
use crate::exact::{Fraction, LONGEST};

/// Defines a form by its schema; its doc is what an editor says of it.
macro_rules! form {
    ($(#[doc = $doc:literal])* $name:ident = $schema:tt) => {
        $(#[doc = $doc])*
        pub enum $name {}

        impl $crate::form::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut $crate::form::SchemaGenerator) -> $crate::form::Schema {
                $crate::form::described($crate::form::json_schema!($schema), concat!($($doc),*))
            }
        }
    };
}
pub(crate) use form;

/// Defines a form of fixed words, which whoever checks them finds in `WORDS`.
macro_rules! fixed {
    ($(#[doc = $doc:literal])* $name:ident = [$($word:expr),+]) => {
        $(#[doc = $doc])*
        pub enum $name {}

        impl $name {
            /// The words.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
        }

        $crate::form::fixed!(for $name in $name::WORDS.iter().copied());
    };
    (for $name:ident in $words:expr) => {
        impl $crate::form::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::form::SchemaGenerator) -> $crate::form::Schema {
                $crate::form::one_word_of($words)
            }
        }
    };
}
pub(crate) use fixed;

/// Defines the form of a map whose keys are fixed, for maps that no record reads.
macro_rules! shape {
    ($(#[doc = $doc:literal])* $name:ident {
        $($(#[doc = $key_doc:literal])* $need:ident $key:ident: $form:ty),* $(,)?
    } $(=> $rule:expr)?) => {
        $(#[doc = $doc])*
        pub enum $name {}

        $crate::form::keys!($name, [$($doc)*], [$([$need $key [$($key_doc)*] $form])*], [$($rule)?]);
    };
}
pub(crate) use shape;

/// Makes the schema of a map with fixed keys.
macro_rules! keys {
    ($name:ident, [$($doc:literal)*], [$([$need:ident $key:ident [$($key_doc:literal)*] $form:ty])*], [$($rule:expr)?]) => {
        impl $crate::form::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).trim_start_matches("Raw").into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut $crate::form::SchemaGenerator) -> $crate::form::Schema {
                let mut keys = $crate::form::Keys::default();
                $(
                    let form = generator.subschema_for::<$form>();
                    let form = $crate::form::described(form, concat!($($key_doc),*));
                    keys.add($crate::form::key(stringify!($key)), stringify!($need) == "required", form);
                )*
                $(keys.rule($rule);)?
                $crate::form::described(keys.schema(), concat!($($doc),*))
            }
        }
    };
}
pub(crate) use keys;

/// Takes the form where one is named, or else the type that is read.
macro_rules! written {
    ($kind:ty) => {
        $kind
    };
    ($kind:ty, $form:ty) => {
        $form
    };
}
pub(crate) use written;

/// Returns the key that a field stands for: a field named by a word of Rust's own is written `r#word`.
pub fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// The keys of a map while its schema is made.
#[derive(Default)]
pub struct Keys {
    properties: Map<String, Value>,
    required: Vec<Value>,
    rules: Vec<(&'static str, Value)>,
}

impl Keys {
    /// Adds a key.
    pub fn add(&mut self, key: &str, required: bool, form: Schema) {
        self.properties.insert(key.to_owned(), form.to_value());
        if required {
            self.required.push(key.into());
        }
    }

    /// Adds what is to be said of all keys together.
    pub fn rule(&mut self, rule: (&'static str, Value)) {
        self.rules.push(rule);
    }

    /// Returns the schema; other keys are refused.
    pub fn schema(self) -> Schema {
        let mut schema = json_schema!({
            "type": "object",
            "properties": self.properties,
            "additionalProperties": false,
        });
        if !self.required.is_empty() {
            schema.insert("required".into(), self.required.into());
        }
        for (keyword, value) in self.rules {
            schema.insert(keyword.into(), value);
        }
        schema
    }
}

fn required<const N: usize>(keys: [&str; N]) -> Value {
    keys.iter().map(|key| json!({"required": [key]})).collect()
}

/// Says that exactly one of these keys is written.
pub fn exactly_one<const N: usize>(keys: [&str; N]) -> (&'static str, Value) {
    ("oneOf", required(keys))
}

/// Says that at least one of these keys is written.
pub fn at_least_one<const N: usize>(keys: [&str; N]) -> (&'static str, Value) {
    ("anyOf", required(keys))
}

/// Says that a key is not written beside another one that holds something.
pub fn not_beside(key: &str, filled: &str) -> (&'static str, Value) {
    ("not", json!({"required": [key, filled], "properties": {filled: {"minProperties": 1}}}))
}

/// Adds what an editor shows; what is said of the key weighs more than what is said of its form.
pub fn described(mut schema: Schema, doc: &str) -> Schema {
    if !doc.is_empty() {
        schema.insert("description".into(), doc.trim().into());
    }
    schema
}

/// Returns the schema of fixed words.
pub fn one_word_of<'w>(words: impl Iterator<Item = &'w str>) -> Schema {
    let words: Vec<&str> = words.collect();
    match words[..] {
        [only] => json_schema!({"const": only}),
        _ => json_schema!({"enum": words}),
    }
}

/// Characters that a text may not hold; line ends and tabs may stand in it.
const CONTROL: &str = r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F";

impl JsonSchema for Placed<String> {
    fn schema_name() -> Cow<'static, str> {
        "PlainText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text. Quote it where it looks like a number, true or false, or holds a colon and a space.",
            "type": "string",
            "pattern": format!(r"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$"),
            "patternErrorMessage": "The text is empty, or holds a control character.",
        })
    }
}

/// Returns the schema of a map whose keys are the author's own.
pub fn named<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
}

/// A map whose keys have a form of their own.
pub struct ByName<K, T>(PhantomData<(K, T)>);

impl<K: JsonSchema, T: JsonSchema> JsonSchema for ByName<K, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ByName_{}_{}", K::schema_name(), T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = named::<T>(generator);
        schema.insert("propertyNames".into(), generator.subschema_for::<K>().to_value());
        schema
    }
}

/// A list with something inside.
pub struct Filled<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Filled<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Filled_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Vec::<T>::json_schema(generator);
        schema.insert("minItems".into(), 1.into());
        schema
    }
}

/// One form or another.
pub struct Either<A, B>(PhantomData<(A, B)>);

impl<A: JsonSchema, B: JsonSchema> JsonSchema for Either<A, B> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_{}", A::schema_name(), B::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"anyOf": [generator.subschema_for::<A>(), generator.subschema_for::<B>()]})
    }
}

form! {
    /// A number, kept exactly: `5`, `0.4`, `2/5` or `80%`.
    Number = {
        "type": ["number", "string"],
        "pattern": Fraction::PATTERN,
        "maxLength": LONGEST,
        "patternErrorMessage": "This is no number. Write 5, 0.4, 2/5 or 80%.",
    }
}

form! {
    /// A number that is not below 0, kept exactly: `5`, `0.4`, `2/5` or `80%`.
    Amount = {
        "type": ["number", "string"],
        "minimum": 0,
        "pattern": Fraction::AMOUNT_PATTERN,
        "maxLength": LONGEST,
        "patternErrorMessage": "This is no number from 0 on. Write 5, 0.4, 2/5 or 80%.",
    }
}

form! {
    /// A part of a whole, from 0 to 1, kept exactly: `1`, `0.4`, `2/5` or `80%`.
    Part = {
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": Fraction::PART_PATTERN,
        "maxLength": LONGEST,
        "patternErrorMessage": "This is no number from 0 to 1. Write 1, 0.4, 2/5 or 80%.",
    }
}

form! {
    /// A day: `2026-11-22`.
    Day = {
        "type": "string",
        "format": "date",
        "pattern": Date::PATTERN,
        "patternErrorMessage": "This is no day. Write 2026-11-22.",
    }
}

form! {
    /// A moment, as the program writes it: `2026-11-22T20:38:25Z`.
    Moment = {
        "type": "string",
        "pattern": crate::dates::MOMENT_PATTERN,
        "patternErrorMessage": "This is no moment. Write 2026-11-22T20:38:25Z.",
    }
}

form! {
    /// A length of time in days, months or years: `180 days`, `6 months`, `1 year`.
    Period = {
        "type": "string",
        "pattern": Duration::PATTERN,
        "patternErrorMessage": "This is no period. Write 180 days, 6 months or 1 year.",
    }
}

/// True or false.
pub enum YesNo {}

impl YesNo {
    /// The words, as they are read.
    pub const WORDS: &'static [&'static str] = &["true", "false"];
}

impl JsonSchema for YesNo {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "YesNo".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": [true, false, "true", "false"]})
    }
}
