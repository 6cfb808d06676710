//! What each problem in a file is called in Traditional Chinese, and how to cure it.

use crate::diagnostic::Code;

/// Returns the sentence and the cure for a kind of problem.
pub const fn problem(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::NotUtf8 => (
            "檔案不是 UTF-8 文字（第一個無法辨識的位元組在第 {at} 位）",
            "請以 UTF-8 編碼重新儲存；Windows 上請用「另存新檔」並將編碼選為 UTF-8。",
        ),
        Code::TooLarge => ("檔案超過 {limit}", "問卷或評鑑檔不會這麼大，請確認是否選錯檔案。"),
        Code::Syntax => {
            ("這裡不是正確的 YAML：{detail}", "請檢查標示處與上一行：是否少了冒號、連字號、引號或括號，或縮排不一致。")
        }
        Code::Tab => ("此處有定位字元（Tab），YAML 只接受空格", "請將定位字元改為空格。"),
        Code::UnclosedQuote => ("引號只有開頭，沒有結尾", "請補上結尾引號，或整段改用另一種引號。"),
        Code::ColonInText => ("未加引號的文字中出現冒號加空格", "請用引號括住這段文字。"),
        Code::TooDeep => ("清單與對照的巢狀層數過深", "此格式不會這麼深，請檢查是否有括號沒有關閉。"),
        Code::TooMuch => ("展開後的內容遠多於正常檔案", "請移除別名（`*名稱`），直接寫出內容。"),
        Code::SeveralDocuments => ("檔案中有多份 YAML 文件", "一個檔案只能有一份，請刪除 `---` 這一行。"),
        Code::EmptyFile => ("檔案是空的", "請確認是否選錯檔案。"),
        Code::MergeKey => ("此格式不支援 `<<`", "請直接寫出各個鍵。"),
        Code::UnknownAnchor => ("別名所指的錨點不存在", "請先定義錨點（`&名稱`）；若星號是文字的一部分，請加上引號。"),
        Code::RawControl => ("檔案中有控制字元：{detail}", "請刪除該字元。"),
        Code::KeyNotText => ("鍵是清單或對照", "鍵必須是一般文字；若鍵以括號開頭，請加上引號。"),

        Code::UnknownKey => ("此處沒有 `{key}` 這個鍵", "可用的鍵：{known}。"),
        Code::DuplicateKey => ("`{key}` 重複出現", "請保留其中一個。"),
        Code::MissingKey => ("缺少 `{key}`", "請在此補上；若長文字放在語言檔，請補在語言檔中。"),
        Code::WrongKind => ("此處應為{wanted}，但寫的是{found}", "請改寫為{wanted}。"),
        Code::NotOneOf => ("此處不能寫 `{found}`", "請改為下列之一：{known}。"),
        Code::NotANumber => ("`{found}` 不是數字", "請寫成 5、0.4、2/5 或 80% 這樣的數字。"),
        Code::EmptyText => ("文字是空的", "請填寫文字，或移除這個鍵。"),
        Code::WrongFormat => {
            ("檔案自稱是 `{found}`，此處需要 `{wanted}`", "請確認是否選錯檔案；也可能需要較新版的程式。")
        }
        Code::NotALanguage => ("`{found}` 不是本問卷的語言", "請使用：{known}；或將該語言加入 `languages`。"),
        Code::ControlCharacter => ("文字中含有控制字元", "請移除；顯示時會以無害的符號代替。"),

        Code::IdNotFileName => ("問卷 id 是 `{id}`，檔名卻是 `{stem}`", "兩者須相同：請改檔名或改 id。"),
        Code::BadId => ("`{id}` 不能作為 id", "請只用文字、數字、`.`、`-` 與 `_`，最多 64 個字元。"),
        Code::DuplicateId => ("id `{id}` 重複", "請將其中一個改名；大小寫視為相同。"),
        Code::AliasIsId => ("別名 `{id}` 是另一項要求事項的 id", "請改用其他別名。"),
        Code::UnknownName => ("{what} `{name}` 未定義", "已定義的有：{known}。"),
        Code::CreditOutOfRange => ("得分比例 {found} 不在 0 到 1 之間", "1 為全部，0 為沒有，1/2 為一半。"),
        Code::NoPassingAnswer => ("`{id}` 沒有 credit 為 1 的答案，永遠無法通過", "請將最佳答案設為 `credit: 1`。"),
        Code::DuplicateShortcut => ("快速鍵 `{key}` 在此量表重複", "請將其中一個改用其他字母。"),
        Code::BadShortcut => {
            ("`{key}` 不能作為快速鍵", "請用一個小寫英文字母，但不可用 {reserved}，這些由問答畫面使用。")
        }
        Code::CommaInText => {
            ("逗號讓文字在 `{rest}` 之前就結束了", "請用引號括住整段文字：在大括號內，逗號之後會被當成下一個鍵。")
        }
        Code::ScaleOrder => ("答案 `{id}` 優於上一個答案", "答案須由最佳排到最差。"),
        Code::MissingWeight => ("`{id}` 沒有權重，但等級規則需要", "請加上 `weight: 1`，或其在構面中應占的份量。"),
        Code::MissingPoints => {
            ("`{id}` 沒有分數，但等級規則需要", "請加上 `points:`；若缺了它就沒有總分，請加上 `essential: true`。")
        }
        Code::MissingValue => ("`{id}` 所用的量表沒有數值，但 `mean` 方法需要", "請為量表的每個答案加上 `value`。"),
        Code::LaterQuestion => ("條件所看的 `{name}` 排在後面", "條件只能看前面的問題，請調整順序。"),
        Code::Cycle => ("`{id}` 經由其他項目相依於自己", "請移除循環中的一個 `depends_on`。"),
        Code::NoOrder => ("`at_least` 需要順序，但 `{name}` 的選項沒有順序", "請改用 `is` 或 `in`。"),
        Code::OutOfRange => ("{found} 超出範圍", "須介於 {from} 與 {to} 之間。"),
        Code::PointsRule => ("計分規則的數字互相矛盾", "`start` 最高，其次 `final`，再其次 `conditional`。"),
        Code::EmptyLevel => ("沒有任何要求事項屬於等級 `{id}`", "請將某項要求事項設為 `level: {id}`，或移除此等級。"),
        Code::NothingInside => ("`{what}` 裡面沒有內容", "請至少加入一項，或移除它。"),
        Code::DeductTooMuch => {
            ("有答案從 `{id}` 扣 {found} 分，超過其分數", "請降低答案的 `deduct`，或提高要求事項的 `points`。")
        }
        Code::TwoMethods => ("等級有自己的規則，但 `mean` 方法決定所有等級", "請移除該規則，或移除 `scoring`。"),
        Code::ForeignTexts => ("此語言檔屬於 `{found}`，這裡需要 `{wanted}`", "請檢查檔案開頭幾行。"),
        Code::TextForNothing => ("問卷中沒有使用 `{path}` 這段文字的地方", "請檢查 id，或移除這段文字。"),
        Code::TargetNotRaised => ("`{id}` 的目標低於整體目標", "構面的目標只能高於整體目標。"),
        Code::TextTwice => ("這段文字在主檔中也有", "請保留其中一處。"),
        Code::ReservedWord => ("`{id}` 另有用途，不能在此作為 id", "請改用其他 id。"),
        Code::MissingFile => ("找不到檔案 `{path}`", "請放在本檔旁邊，或刪除這一行。"),
        Code::LeadsOut => {
            ("`{path}` 是指向問卷資料夾之外的連結，因此不予讀取", "請放入檔案本身；問卷所需的檔案須在其資料夾內。")
        }

        Code::MissingTranslation => ("`{key}` 沒有 `{lang}` 翻譯", "請補上該語言的文字；補上之前會顯示第一種語言。"),
        Code::NoHelp => ("`{id}` 沒有說明", "請用幾行文字說明題意與常被忽略之處。"),
        Code::NoHint => ("`{id}` 的佐證資料沒有提示", "請說明應出示什麼。"),
        Code::AlwaysTrue => ("此條件永遠成立", "請移除，或檢查所指的答案。"),
        Code::NeverTrue => ("此條件永遠不成立", "請檢查所指的答案；只依此條件提出的問題，永遠不會問到。"),
        Code::UnusedScale => ("沒有要求事項使用量表 `{id}`", "請使用它，或移除它。"),
        Code::SameTranslation => ("兩種語言的文字相同", "請翻譯。"),
        Code::UnusedProfile => ("沒有條件用到 `{id}`", "請用於 `ask_when`，或移除；否則問了也沒有作用。"),
        Code::UnreachableLevel => {
            ("無論如何作答，都無法達到等級 `{id}`", "請檢查其規則、所要求的條件，以及其要求事項何時會問到。")
        }
        Code::WrongScript => {
            ("此段文字標為 `{lang}`，卻以另一種文字書寫", "請改以該語言書寫，或移到實際書寫的語言之下。")
        }
        Code::Simplified => ("臺灣用的文字中有簡體字：{written}", "請改為正體字：{traditional}。"),
        Code::NotWhatItLooks => {
            ("其他程式會將未加引號的 `{text}` 讀成{what}，此處需要文字", "請加上引號：\"{text}\"。")
        }
        Code::ConditionOnNeverAsked => ("條件所看的 `{name}` 永遠不會問到", "請修正 `{name}` 的條件，或改看其他問題。"),
        Code::PointsDecideNothing => (
            "所有扣分合計 {lost} 分，由 {start} 分扣除後永遠不會低於 {final} 分",
            "請提高要求事項的 `points`，或提高規則的 `final`。",
        ),
        Code::DeductForNothing => {
            ("`{id}` 屬於通過的答案，其 `deduct` 永遠不會扣除", "請移除 `deduct`，或將答案的 `credit` 改為小於 1。")
        }
        Code::UnknownReference => ("{framework} 沒有 `{id}`", "請依 {framework} 的編號寫法填寫，或移除這一項對照。"),

        Code::TableColumn => (
            "{column} 欄：要求事項表格沒有 `{head}` 這個欄位",
            "請改名，或以 `--ignore \"{head}\"` 略過。可用的欄位：{columns}。",
        ),
        Code::TableHead => {
            ("第 {row} 列 {column} 欄：有內容，但第一列沒有這一欄的欄名", "請在第一列填寫欄名，或刪除這一欄的內容。")
        }
        Code::TableColumnTwice => {
            ("{column} 欄：`{head}` 重複", "請保留其中一欄；多種語言的文字須在欄名註明語言，例如 ask.en、ask.zh-TW。")
        }
        Code::NoQuestions => {
            ("表格沒有題目的欄位", "請將第一列中題目的欄名寫成 `ask` 或「問題」；多種語言寫成 `ask.en`、`ask.zh-TW`。")
        }
        Code::RowWithoutQuestion => {
            ("第 {row} 列沒有題目", "請填寫題目，或刪除這一列；若是標題，請寫在其下各列的 `domain`（構面）欄。")
        }
        Code::RowIdTwice => ("第 {row} 列：編號 `{id}` 重複", "請將其中一個改名；大小寫視為相同。"),
        Code::RowId => (
            "第 {row} 列 {column} 欄（{head}）：`{id}` 不能作為編號",
            "請只用文字、數字、`.`、`-` 與 `_`，最多 64 個位元組。",
        ),
        Code::EmptyCell => ("第 {row} 列 {column} 欄（{head}）：沒有內容", "請在此填寫；缺少的內容不會依其他列推測。"),
        Code::CellNumber => (
            "第 {row} 列 {column} 欄（{head}）：`{found}` 不是可用的數字",
            "請寫成 0 以上的數字，例如 5、0.4、2/5 或 80%。",
        ),
        Code::CellWord => ("第 {row} 列 {column} 欄（{head}）：不能寫 `{found}`", "請改為下列之一：{known}。"),
        Code::RowDependsOn => {
            ("第 {row} 列 {column} 欄（{head}）：沒有任何一列的編號是 `{id}`", "請使用本表格中的編號，以逗號分開。")
        }
        Code::OtherTitle => (
            "第 {row} 列 {column} 欄（{head}）：`{id}` 在此稱為 `{found}`，先前某列稱為 `{first}`",
            "請讓每一列寫法一致。",
        ),
        Code::GroupWithoutRow => {
            ("表格中沒有屬於{what} `{id}` 的列", "請在某一列填寫它，或從 `--levels` 與 `--domains` 移除。")
        }
        Code::CellDate => (
            "第 {row} 列 {column} 欄（{head}）：試算表把內容變成了日期 {found}",
            "請將這一欄的格式設為文字，再重新輸入原本的內容。",
        ),
        Code::IdNumber => (
            "第 {row} 列 {column} 欄（{head}）：試算表把 `{found}` 存成數字，3.10 會變成 3.1",
            "請將這一欄的格式設為文字，並檢查各編號。這樣的儲存格共 {count} 個。",
        ),
        Code::CellFault => ("第 {row} 列 {column} 欄（{head}）：試算表顯示 {found}", "請修正公式，或直接填寫內容。"),
        Code::TableEncoding => (
            "表格不是 UTF-8 文字，看來是 {found}",
            "請在 Excel 選「另存新檔」，類型選「CSV UTF-8（逗號分隔）」；或直接使用活頁簿（.xlsx）。",
        ),
        Code::TableQuote => {
            ("第 {row} 列：引號只有開頭，沒有結尾", "請補上結尾引號；若引號是文字的一部分，請連寫兩次。")
        }
        Code::EmptyTable => {
            ("表格中沒有要求事項", "第一列是欄名，以下每一列是一項要求事項；活頁簿請以 `--sheet` 指定工作表。")
        }
        Code::TableTooLarge => ("表格超過 {limit}", "問卷不會這麼大，請確認是否選錯檔案，並刪除不需要的內容。"),
        Code::NotAWorkbook => {
            ("無法讀取這個活頁簿：{detail}", "請另存為「Excel 活頁簿（.xlsx）」且不設密碼，或另存為「CSV UTF-8」。")
        }
        Code::UnknownSheet => ("活頁簿中沒有工作表 `{name}`", "其中的工作表有：{known}。"),

        Code::UnknownAnswer => ("此處沒有 `{found}` 這個答案", "請用下列之一作答：{known}。"),
        Code::MissingReason => ("`{id}` 作答為 `{answer}`，但沒有理由", "請補上理由：為何在貴公司如此？"),
        Code::UnknownRequirement => ("問卷中沒有 `{id}` 這項要求事項", "答案保留在檔案中，不計分。"),
        Code::UnknownObjective => ("`{id}` 沒有評鑑目標 `{letter}`", "答案保留在檔案中，不計分。已知的有：{known}。"),
        Code::AnswerAndObjectives => ("`{id}` 同時有整體作答與逐項作答", "請保留其中一種。"),
        Code::UnknownTarget => ("`{found}` 不是等級，也不是目標", "可選的目標：{known}。"),
        Code::OtherEdition => (
            "評鑑檔依第 {found} 版製作，目前問卷為第 {wanted} 版",
            "仍適用的答案會沿用；其餘請以 `gradus assess` 重新檢視。",
        ),
        Code::OtherDigest => ("問卷 `{wanted}` 在評鑑後有修改，但版次未變", "請確認各題意思是否仍相同。"),
        Code::OtherQuestionnaire => ("檔案屬於問卷 `{found}`，這裡是 `{wanted}`", "請確認是否選錯檔案。"),
        Code::BadDate => ("`{found}` 不是時間", "請寫成 2026-11-22T08:30:00Z，或移除。"),
        Code::UnknownProfile => ("問卷沒有組織概況答案 `{id}: {found}`", "保留在檔案中，不使用。"),
        Code::UnknownRow => ("問卷中沒有 `{id}`", "請使用 `gradus show` 列出的 id；評鑑目標寫成 ID/a。"),
        Code::RowTwice => ("`{id}` 在此檔案中作答兩次", "請保留其中一次。"),
        Code::UnknownColumn => ("沒有 `{column}` 這個欄位", "可用的欄位：{known}。"),
        Code::MissingColumn => ("缺少欄位 `{column}`", "第一列須為欄名：id,answer,reason,note,evidence,plan。"),
        Code::ControlColumn => (
            "適用性聲明沒有 `{column}` 欄",
            "請在同一列寫上欄名：控制措施、適用、實施（英文為 control、applicable、implemented）；另可加上「理由」。",
        ),
        Code::UnknownControl => ("{framework} 沒有控制措施 `{id}`", "請依 2022 年版附錄 A 的編號填寫，例如 A.5.15。"),
        Code::ControlStatus => ("`{found}` 看不出是或否", "請填寫「是」「否」或「部分」。"),

        Code::UnknownField => ("`{field}` 不是這段文字的欄位", "這裡的欄位：{known}。"),
        Code::MissingField => ("這段文字漏了 `{field}`", "請放在數值該出現的位置。原文：{original}"),
        Code::BuiltInLanguage => ("`{tag}` 的文字已內建", "請填寫其他語言的標籤，例如 ko。"),
        Code::BadRow => ("這一列不是正確的 CSV", "請檢查是否有引號沒有關閉。"),
        Code::NeverConditional => (
            "等級 `{id}` 沒有有條件達成的分數，這個狀態永遠不會出現",
            "請在規則 `points` 加上 conditional，或刪除這個狀態。",
        ),
        Code::NotAPeriod => ("`{found}` 不是期間", "請寫成 `180 days`、`6 months` 或 `3 years`。"),
        Code::NotADay => ("`{found}` 不是日期", "請寫成 2026-11-22。"),
        Code::DatesContradict => {
            ("最終狀態 {found} 早於有條件狀態 {first}", "請更正其中一個日期，或刪除有條件狀態的日期。")
        }
        Code::NotADigest => {
            ("`{found}` 不是 SHA-256 雜湊值", "請填入 `sha256sum 檔案` 列出的 64 個十六進位數字，或移除這個鍵。")
        }
        Code::AnswerOfOtherEdition => (
            "`{id}` 在第 {edition} 版作答為 `{found}`，此版已沒有這個答案",
            "請以下列之一重新作答：{known}。在此之前視為未作答，原作答保留在檔案中。",
        ),
        Code::LevelOfOtherEdition => {
            ("此版已沒有 `{found}` 這個等級或目標", "保留在檔案中，不使用。可用的有：{known}。")
        }
        Code::ReasonNowNeeded => (
            "`{id}` 作答為 `{answer}`，但沒有此版所要求的理由",
            "請補上理由，或重新作答。在此之前視為未作答，原作答保留在檔案中。",
        ),
    }
}

/// What such sentences speak of.
pub const TERMS: [(&str, &str); 15] = [
    ("text", "文字"),
    ("list", "清單"),
    ("map", "對照（鍵: 值）"),
    ("number", "數字"),
    ("truth value", "真假值"),
    ("date", "日期"),
    ("time", "時間"),
    ("rule", "規則"),
    ("nothing", "空白"),
    ("scale", "量表"),
    ("level", "等級"),
    ("domain", "構面"),
    ("requirement", "要求事項"),
    ("question", "問題"),
    ("answer", "答案"),
];

/// Returns a word that such a sentence speaks of.
pub fn term(word: &str) -> &str {
    TERMS.iter().find(|(known, _)| *known == word).map_or(word, |(_, own)| own)
}
