//! The groups of words; a language gives each of them a value.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[allow(missing_docs, reason = "the English text says what each word is")]
        pub struct $name { $(pub $field: &'static str),* }

        impl $name {
            /// Returns every word by its name.
            pub fn entries(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($field), self.$field)),*]
            }
        }
    };
}

/// All words of the program in one language.
#[derive(Debug)]
pub struct Words {
    /// Words of the interview.
    pub interview: Interview,
    /// Words of the commands.
    pub messages: Messages,
}

impl Words {
    /// Returns every word by its name.
    pub fn entries(&self) -> Vec<(&'static str, &'static str)> {
        [self.interview.entries(), self.messages.entries()].concat()
    }
}

words! {
    /// Words of the interview.
    Interview { save_and_quit }
}

words! {
    /// Words of the commands.
    Messages { error, warning, cure, first_here, did_you_mean }
}
