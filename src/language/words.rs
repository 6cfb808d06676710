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
    /// Words of results and reports.
    pub report: Report,
    /// Words of the help.
    pub usage: Usage,
}

impl Words {
    /// Returns every word by its name.
    pub fn entries(&self) -> Vec<(&'static str, &'static str)> {
        [self.interview.entries(), self.messages.entries(), self.report.entries(), self.usage.entries()].concat()
    }
}

words! {
    /// Words of the interview.
    Interview { save_and_quit }
}

words! {
    /// Words of the commands.
    Messages { error, warning, cure, first_here, did_you_mean, and_more,not_found,not_found_cure,is_folder,is_folder_cure,not_allowed,not_allowed_cure,full,full_cure,in_use,in_use_cure,changed,changed_cure,exists,exists_cure,other,other_cure,no_questionnaire,no_questionnaire_cure,bad_date,no_level,no_item,above_target,no_answer,reason_needed,answer_saved,kept_copy,below,no_pdf,missing_glyphs,report_written,list_id,list_title,list_levels,list_count,list_broken,check_good,check_counts,show_aliases,show_level,show_points,show_weight,show_effort,show_poam,show_essential,show_depends,show_answers,show_objectives,show_help,show_advice,show_evidence,show_refs,show_edition,show_hint,poam_never,poam_allowed,poam_with,no_terminal,no_terminal_cure,which_questionnaire,no_sample,sample_kept,other_target,saved_at,paused,next_steps,foreign_file }
}

words! {
    /// Words of results and reports.
    Report {
        kicker,
        subject,
        contents,
        page,
        continued,
        organisation,
        scope,
        target,
        date,
        questionnaire,
        edition,
        answered,
        answered_value,
        not_named,
        level,
        status,
        score,
        domain,
        met,
        share,
        met_value,
        requirement,
        answer,
        effort,
        why,
        first_step,
        points,
        nothing,
        reached,
        conditional,
        not_reached,
        open,
        headline_reached,
        headline_conditional,
        headline_not_reached_one,
        headline_not_reached,
        headline_not_reached_lower,
        headline_open_one,
        headline_open,
        also_open_one,
        also_open,
        highest,
        none_reached,
        honesty,
        score_value,
        score_range,
        no_score,
        state_met,
        state_partly,
        state_not_met,
        state_not_applicable,
        state_unknown,
        state_unanswered,
        state_not_asked,
        why_not_met,
        why_points_over_1,
        why_never_on_plan,
        why_not_on_plan,
        why_no_ssp,
        why_below_conditional,
        why_lower_level,
        why_none,
        effort_small,
        effort_medium,
        effort_large,
        section_result,
        section_levels,
        section_domains,
        section_gaps,
        section_open,
        section_plan,
        section_requirements,
        section_not_applicable,
        section_method,
        section_about,
        figure_level,
        figure_gaps,
        figure_answered,
        figure_score,
        none,
        bars_caption,
        bars_certain,
        bars_possible,
        gaps_intro,
        no_gaps,
        open_intro,
        plan_intro,
        plan,
        reason,
        note,
        evidence,
        evidence_where,
        examine,
        interview,
        test,
        by,
        by_value,
        marked,
        also_known_as,
        worth,
        worth_one,
        weight,
        objectives_met,
        method_intro,
        rule_every,
        rule_share,
        rule_points,
        rule_points_conditional,
        rule_mean,
        counted,
        essential_missing,
        lost_line,
        lower_levels,
        share_line,
        share_exact,
        mean_line,
        mean_exact,
        domain_level,
        domain_target,
        weakest,
        hidden,
        undecided,
        above_target,
        credit_line,
        credit_exact,
        credit_none,
        lost_exact,
        lost_range,
        on_plan,
        may_plan,
        never_plan,
        counts_for,
        decides,
        publisher,
        based_on,
        licence,
        digest,
        program,
        profile,
        disclaimer,
        kept,
        tell,
    }
}

words! {
    /// Words of the help.
    Usage {
        about,
        after,
        usage,
        commands,
        arguments,
        options,
        help,
        version,
        lang,
        color,
        list,
        show,
        assess,
        answer,
        score,
        explain,
        report,
        check,
        assessment,
        questionnaire,
        show_item,
        assess_questionnaire,
        assess_output,
        target,
        answers,
        sample,
        organisation,
        scope,
        date,
        answer_item,
        answer_answer,
        reason,
        note,
        evidence,
        plan,
        format_table,
        format_report,
        format_problems,
        fail_under,
        explain_item,
        report_output,
        files, unknown_argument, unknown_command, missing_argument, conflict, invalid_value, not_understood, try_help,
    }
}
