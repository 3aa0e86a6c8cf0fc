//! The units of figures in public plans and reports, each in the ways a number is written with it.

use super::{Figure, FigureKind, NumberSource, decimal};
use crate::text::unit;

/// Units separated by white space. The first line holds amounts that may have a multiplier.
const UNITS: &str = "
    円 千円 百万円 億円 人 千人 万人 件 千件 万件 枚 万枚 台 戸 世帯 千世帯
    % %削減 %増 ポイント 倍 割 点 位 度 率 kg t m km ha m2 km2 m3 kl l g t-CO2 kWh kW MW GJ TB GB MB Mbps ℃
    時間 時間/年 分 秒 日 日間 週 週間 か月 月 年 年間 時間/月 人日 人月 人時 回 回/年 件/年 件/日 人/年 枚/年 冊/人 台/日
    手続 業務 分野 施設 事業 事業所 事業者 企業 社 店 店舗 団体 組織 機関 組 課 部 局 係 部署 所属 職場 班 隊 署 分団
    学区 地区 校区 校 園 学校 学級 学年 クラス グループ チーム 教室 講座 コース 科目 教科 研修 会議 イベント セミナー
    か所 箇所 カ所 ヶ所 地点 拠点 会場 区域 区画 街区 区 区間 路線 系統 橋 橋梁 棟 室 席 床 基 本 個 枠 口 式 面 軒 頭 匹 羽 株 束 箱 袋 巻 部数
    システム サービス アプリ 機能 メニュー 端末 機器 回線 ライセンス アカウント サイト ページ 画面 コンテンツ データ データセット 項目 種類 種 品目 様式 帳票 書類 文書 図書 資料 冊 作品 動画 投稿 記事 通 便 票 案件 プロジェクト
    登録者 利用者 職員 者 名 フォロワー ユーザー アクセス PV ビュー ダウンロード DL インストール セッション 連携先 協定 自治体 市町 市町村 都道府県 か国 言語 館 公園 病院 診療所 薬局 車両 両 隻 機 食 品 例 話 曲 票 票数 人数 件数 回数 枚数 台数
";

/// Returns all units, including the empty one.
pub(super) fn all() -> Vec<&'static str> {
    let mut units: Vec<&str> = std::iter::once("").chain(UNITS.split_whitespace()).collect();
    units.sort_unstable();
    units.dedup();
    units
}

#[test]
fn a_number_is_read_with_any_unit() {
    let units = all();
    assert!(units.len() > 200, "{}", units.len());
    let mut wrong = Vec::new();
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        for text in [
            format!("411{unit}"),
            format!("４１１　{unit}"),
            format!("411\u{a0}{unit}"),
            format!("411\n{unit}"),
            format!("411{unit}（見込）"),
            format!("411{unit}※速報値"),
            format!("411{unit}。"),
            format!("約411{unit}"),
            format!("411{unit}以上"),
            format!("411（{unit}）"),
            "411".to_owned(),
        ] {
            let figure = Figure::parse(&text, unit);
            let quantity = figure.quantity.as_ref();
            let exact = quantity.is_some_and(|quantity| {
                quantity.number == decimal("411")
                    && (quantity.unit.is_empty() || unit::same(&quantity.unit, unit))
                    && quantity.population.is_none()
            });
            if !exact || figure.source != NumberSource::Whole || figure.kind != FigureKind::Quantity {
                wrong.push(format!("{text:?} [{unit}]: {quantity:?}"));
            }
        }
        let of_all = Figure::parse(&format!("1,411{unit}／2,800{unit}"), unit).quantity;
        if of_all.as_ref().and_then(|quantity| quantity.population) != Some(decimal("2800")) {
            wrong.push(format!("1,411{unit}／2,800{unit}: {of_all:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_unit_is_taken_for_another() {
    let mut wrong = Vec::new();
    for written in all().into_iter().filter(|unit| !unit.is_empty()) {
        for indicator in ["手続", "%", "人", "千円"] {
            let same = unit::fits(written, indicator);
            let text = format!("411{written}");
            let quantity = Figure::parse(&text, indicator).quantity;
            // An amount is converted to the indicator's scale: 411億円 is 41,100,000千円.
            let scaled = written.ends_with('円') && indicator == "千円"
                || written.ends_with('人') && indicator == "人";
            let taken = quantity
                .as_ref()
                .is_some_and(|quantity| quantity.unit.is_empty() || unit::fits(&quantity.unit, indicator));
            if taken != same && !scaled {
                wrong.push(format!("{text} [{indicator}]: {quantity:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
