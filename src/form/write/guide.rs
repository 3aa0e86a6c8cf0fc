//! 記入のしかた: numbered points on how to fill in forms. 記入要領 and slips print it.

use crate::form::field::Field;
use crate::form::wording::Wording;

/// What determines the text of the guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guide {
    /// The plan's choice for work on schedule; `None` if its forms do not ask for 進捗状況.
    pub on_schedule: Option<String>,
    /// True if forms may ask for 自己評価.
    pub self_rating: bool,
    /// The words of the labels.
    pub wording: Wording,
}

impl Guide {
    /// Returns the points in the order of their numbers.
    #[must_use]
    pub fn points(&self) -> Vec<String> {
        let mut points = vec![
            "1事業につき1シートです。各シートの色の付いた欄と、上の3つの欄に記入してください。そのほかの欄は計画の内容で、記入は要りません。"
                .to_owned(),
            "実績は、基準月の末日現在の値を、目標と同じ単位を付けて記入してください（例：411手続）。「別紙のとおり」「同上」などとせず、値そのものを記入してください。".to_owned(),
            "年度の途中で実績がまだ出ないときは、実績を空欄のままにし、年度末の見込みを記入してください。".to_owned(),
        ];
        let progress = self.wording.custom(Field::Progress).unwrap_or("進捗の状況");
        points.extend(self.on_schedule.as_ref().map(|words| {
            format!(
                "{progress}は一覧から選んでください。「完了」は、事業全体が終わったときだけ選びます。今年度の目標に達しただけのときは「{words}」です。"
            )
        }));
        points.push("計画より遅れているとき、目標に達しない（達しない見込みの）ときは、理由と今後の対応を必ず記入してください。".to_owned());
        if self.self_rating {
            points.push("目標が文章の指標には、達成の度合いを自ら評価する欄があります。年度末（3月末）の報告では必ず選んでください。".to_owned());
        }
        points.extend([
            "文章の欄には、前回の報告の内容が入っていることがあります。今回の内容に書き改めてください。".to_owned(),
            format!(
                "目標や事業の名称など計画の内容を変えたいときは、元の欄を書き換えず、{}を「あり」とし、内容を記入してください。",
                self.wording.custom(Field::RevisionWish).unwrap_or("計画の見直し")
            ),
            "欄に収まらないときは、行の高さを広げてください。行や列の追加、見出しの書換えはしないでください。".to_owned(),
        ]);
        points.iter().map(|point| self.wording.in_sentence(point).into_owned()).collect()
    }
}
