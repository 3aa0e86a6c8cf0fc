//! The five eras since 1868.

/// An era: its name, its letter and its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// `令和`
    pub name: &'static str,
    /// `R`
    pub letter: char,
    first: (i32, u8, u8),
}

/// Newest first: the first era that has begun by a day is that day's era.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first: (2019, 5, 1) },
    Era { name: "平成", letter: 'H', first: (1989, 1, 8) },
    Era { name: "昭和", letter: 'S', first: (1926, 12, 25) },
    Era { name: "大正", letter: 'T', first: (1912, 7, 30) },
    Era { name: "明治", letter: 'M', first: (1868, 1, 25) },
];

impl Era {
    /// Returns all eras, newest first.
    pub fn all() -> &'static [Era] {
        &ERAS
    }

    /// Returns the era of a day. `None` before 明治.
    pub fn of(year: i32, month: u8, day: u8) -> Option<Era> {
        ERAS.into_iter().find(|era| era.first <= (year, month, day))
    }

    /// Returns the calendar year of the era's n-th year. Counts on after the era's end, as old documents do:
    /// 平成35年 is 2023.
    pub fn year(self, n: i32) -> i32 {
        self.first.0 + n - 1
    }

    /// Returns a calendar year in this era's counting: `令和5年`, `令和元年`.
    pub fn words(self, year: i32) -> String {
        match year - self.first.0 + 1 {
            1 => format!("{}元年", self.name),
            n => format!("{}{n}年", self.name),
        }
    }
}
