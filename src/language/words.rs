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
}

impl Words {
    /// Returns every word by its name.
    pub fn entries(&self) -> Vec<(&'static str, &'static str)> {
        [self.interview.entries()].concat()
    }
}

words! {
    /// Words of the interview.
    Interview {
        before,
        organisation_ask,
        organisation_help,
        organisation_needed,
        scope_ask,
        scope_help,
        target_ask,
        target_help,
        profile_help,
        progress,
        progress_done,
        not_applicable,
        unknown,
        by_objectives,
        by_objectives_done,
        follows,
        follows_open,
        objectives_help,
        fact_reason,
        fact_note,
        fact_evidence,
        fact_plan,
        fact_marked,
        fact_marked_text,
        help_meaning,
        help_advice,
        help_goes_on,
        help_evidence,
        help_refs,
        help_keys,
        help_keys_text,
        examine,
        interview,
        test,
        more_below,
        more_above,
        key_back,
        key_skip,
        key_note,
        key_evidence,
        key_mark,
        key_find,
        key_help,
        save_and_quit,
        key_choose,
        key_accept,
        key_new_line,
        key_next,
        key_to_card,
        reason_ask,
        reason_help,
        reason_needed,
        follow_up_help,
        note_ask,
        note_help,
        evidence_ask,
        evidence_help,
        evidence_remove,
        evidence_removed,
        evidence_what_ask,
        evidence_what_help,
        evidence_place_ask,
        evidence_place_help,
        confirm_whole,
        confirm_keys,
        find_ask,
        find_help,
        saved,
        saved_answer,
        now_asked,
        no_longer_asked,
        marked_on,
        marked_off,
        first_question,
        no_such_key,
        other_script,
        end,
        end_complete,
        end_open,
        end_unknown,
        end_waiting,
        end_finish,
        end_finish_more,
        end_go_on,
        end_marked,
        end_all,
        end_find,
        end_pause,
    }
}
