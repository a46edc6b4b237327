//! Made-up leads with known duplicates among them, the same for a seed each time, and what a search for duplicates finds
//! of these.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use duban::domain::campaign::Campaign;
use duban::domain::lead::Lead;
use duban::domain::lead::naming::short;
use duban::domain::operator::Department;
use duban::domain::region::{Level, RegionCode};

use super::dice::Dice;
use super::words::{FILLERS, NAME, OPENINGS, TOPICS, TRADES};

/// Days over which leads come in.
const SPAN: u64 = 365;
/// Leads of a company, on the average.
const EACH: usize = 5;

/// How a lead came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Made {
    /// By itself.
    Alone,
    /// As another's duplicate: the name mistyped.
    Typo,
    /// The name in short.
    Short,
    /// The words of the name in another order.
    Turned,
    /// The sentences in another order, some left out, some words changed.
    Retold,
    /// Half of the sentences the same, the others new ones about the same matter.
    Half,
    /// About the same target, another matter, months later.
    OtherMatter,
    /// The same set phrases about another company of the county.
    OtherCompany,
    /// A company of the same name in another city.
    OtherCity,
}

impl Made {
    /// Whether it says the same as the lead it was made of.
    pub fn is_twin(self) -> bool {
        matches!(
            self,
            Made::Typo | Made::Short | Made::Turned | Made::Retold | Made::Half
        )
    }
}

/// A lead, and of which matter it is.
#[derive(Clone, Debug)]
pub struct Case {
    /// The lead.
    pub lead: Lead,
    /// Leads of one matter share it.
    pub matter: usize,
    /// How it came about.
    pub made: Made,
    /// The id of the lead it was made of.
    pub of: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Company {
    pub(super) code: String,
    pub(super) county: RegionCode,
    pub(super) city: String,
    pub(super) core: Vec<char>,
    pub(super) trade: &'static str,
    pub(super) place: String,
    pub(super) phone: String,
    pub(super) topics: BTreeSet<usize>,
}

impl Company {
    pub(super) fn name(&self) -> String {
        let core: String = self.core.iter().collect();
        format!("{}{core}示例{}有限公司", self.city, self.trade)
    }
}

/// Makes leads of one province.
pub struct Maker<'a> {
    campaign: &'a Campaign,
    pub(super) dice: Dice,
    pub(super) companies: Vec<Company>,
    cases: Vec<Case>,
    facts: BTreeMap<String, Facts>,
}

/// What a lead was made of.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) company: usize,
    pub(super) topic: usize,
    pub(super) lines: Vec<String>,
    pub(super) reporter: String,
}

/// About `count` leads: of a hundred, six are duplicates of another and six only look like it.
pub fn made(campaign: &Campaign, seed: u64, count: usize) -> Vec<Case> {
    let mut maker = Maker {
        campaign,
        dice: Dice::new(seed),
        companies: Vec::new(),
        cases: Vec::new(),
        facts: BTreeMap::new(),
    };
    maker.companies(count / EACH);
    for n in 0..count {
        match n % 100 {
            spot @ 0..12 if n > 400 => maker.derived(spot),
            _ => maker.alone(),
        }
    }
    let mut cases = maker.cases;
    cases.sort_by(|a, b| (a.lead.received, &a.lead.id).cmp(&(b.lead.received, &b.lead.id)));
    cases
}

impl Maker<'_> {
    fn companies(&mut self, count: usize) {
        let regions = &self.campaign.regions;
        let counties: Vec<_> = regions
            .iter()
            .filter(|r| matches!(r.level, Level::County | Level::Direct))
            .collect();
        let mut known = BTreeSet::new();
        while self.companies.len() < count.max(50) {
            let county = counties[self.dice.below(counties.len())];
            let unit = regions.unit_of(county.code).unwrap_or(county.code);
            let city = short(&regions.name(unit)).to_owned();
            let long = [2, 2, 3, 4, 4][self.dice.below(5)];
            let core: Vec<char> = (0..long).map(|_| *self.dice.pick(&NAME)).collect();
            if !known.insert((unit, core.clone())) {
                continue;
            }
            let n = self.companies.len();
            self.companies.push(Company {
                code: format!("91{}MA{n:08}", county.code),
                county: county.code,
                city,
                core,
                trade: TRADES[self.dice.below(TRADES.len())],
                place: format!("{}示例路{}号", county.name, self.dice.below(900) + 1),
                phone: format!("100{n:08}"),
                topics: BTreeSet::new(),
            });
        }
    }

    fn day(&mut self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap_or_default();
        first + Days::new(self.dice.below(SPAN as usize) as u64)
    }

    /// A sentence with its blanks filled.
    fn sentence(&mut self, pattern: &str) -> String {
        let yuan = ["300", "500", "800", "1200", "1.5万", "两千", "三百", "四千五百"][self.dice.below(8)];
        let post = [
            "保安",
            "电子厂普工",
            "月嫂",
            "仓库分拣",
            "文员",
            "司机",
            "服务员",
            "会计",
        ][self.dice.below(8)];
        let number = ["三", "五", "十一", "二十多", "四十", "6", "8"][self.dice.below(7)];
        let day = format!("{}月{}日", self.dice.below(12) + 1, self.dice.below(28) + 1);
        pattern
            .replace("{元}", yuan)
            .replace("{岗}", post)
            .replace("{数}", number)
            .replace("{日}", &day)
    }

    pub(super) fn lines(&mut self, topic: usize, count: usize) -> Vec<String> {
        let mut patterns: Vec<&str> = TOPICS[topic].to_vec();
        self.dice.shuffle(&mut patterns);
        let mut lines: Vec<String> = patterns
            .iter()
            .take(count)
            .map(|pattern| self.sentence(pattern))
            .collect();
        if self.dice.chance(60) {
            let filler = FILLERS[self.dice.below(FILLERS.len())];
            lines.push(self.sentence(filler));
        }
        lines
    }

    fn alone(&mut self) {
        // Another lead about the same company is another matter, unless it is made a duplicate.
        let (company, topic) = loop {
            let drawn = (
                self.dice.below(self.companies.len()),
                self.dice.below(TOPICS.len()),
            );
            if self.companies[drawn.0].topics.insert(drawn.1) {
                break drawn;
            }
        };
        let count = 2 + self.dice.below(3);
        let lines = self.lines(topic, count);
        let day = self.day();
        let reporter = format!("{:016x}", self.dice.next());
        let facts = Facts {
            company,
            topic,
            lines,
            reporter,
        };
        let matter = self.cases.len();
        self.put(facts, day, (matter, Made::Alone, None), |_| {});
    }

    /// Keeps a lead; `change` has the last word.
    fn put(
        &mut self,
        facts: Facts,
        day: NaiveDate,
        about: (usize, Made, Option<String>),
        change: impl FnOnce(&mut Lead),
    ) {
        let n = self.cases.len();
        let company = self.companies[facts.company].clone();
        let opening = OPENINGS[self.dice.below(OPENINGS.len())];
        let what = format!("{opening}{}。", facts.lines.join("，"));
        let source = ["12333", "12345", "来信", "来访", "网络", "媒体"][self.dice.below(6)];
        let name = company.name();
        let mut lead = Lead {
            id: Lead::id_of([&day.to_string(), source, &name, &company.place, &format!("{what}{n}")]),
            received: day,
            source: source.to_owned(),
            number: if self.dice.chance(40) { format!("GD{day}{n:07}") } else { String::new() },
            kind: None,
            about: name,
            target: self.dice.chance(50).then(|| company.code.clone()),
            phone: if self.dice.chance(30) { company.phone.clone() } else { String::new() },
            region: company.county,
            department: Department::Hr,
            place: if self.dice.chance(70) { company.place.clone() } else { String::new() },
            what,
            involved: Default::default(),
            deadline: None,
            prior: Vec::new(),
            evidence: Vec::new(),
            reporter: None,
            same_reporter: self.dice.chance(50).then(|| facts.reporter.clone()),
            ..serde_json::from_value(serde_json::json!({
                "id": "", "received": day, "source": "", "about": "", "region": company.county, "department": "hr", "what": ""
            }))
            .unwrap_or_else(|fault| unreachable!("a lead reads: {fault}"))
        };
        change(&mut lead);
        self.facts.insert(lead.id.clone(), facts);
        let (matter, made, of) = about;
        self.cases.push(Case {
            lead,
            matter,
            made,
            of,
        });
    }

    /// A duplicate of an earlier lead, or one that only looks like it.
    fn derived(&mut self, spot: usize) {
        let original = loop {
            let n = self.dice.below(self.cases.len());
            if self.cases[n].made == Made::Alone {
                break self.cases[n].clone();
            }
        };
        let kinds = [
            Made::Typo,
            Made::Short,
            Made::Turned,
            Made::Retold,
            Made::Half,
            Made::Typo,
            Made::OtherMatter,
            Made::OtherCompany,
            Made::OtherCity,
            Made::OtherMatter,
            Made::OtherCompany,
            Made::OtherCity,
        ];
        let made = kinds[spot];
        if made.is_twin() {
            self.twin(&original, made);
        } else {
            self.other(&original, made);
        }
    }

    fn twin(&mut self, original: &Case, made: Made) {
        let Some(facts) = self.facts.get(&original.lead.id).cloned() else {
            return;
        };
        let day = original.lead.received + Days::new([0, 1, 2, 4, 7, 11, 16, 25][self.dice.below(8)]);
        let reporter = if self.dice.chance(50) {
            facts.reporter.clone()
        } else {
            format!("{:016x}", self.dice.next())
        };
        let lines = self.retold(&facts, made);
        let name = self.misnamed(facts.company, made);
        let blank = self.dice.chance(70);
        let county = self.companies[facts.company].county;
        // Whoever takes it in elsewhere knows the prefecture at best.
        let region = if self.dice.chance(15) {
            self.campaign.regions.unit_of(county).unwrap_or(county)
        } else {
            county
        };
        let names_it = !original.lead.number.is_empty() && self.dice.chance(10);
        let number = original.lead.number.clone();
        let about = (original.matter, made, Some(original.lead.id.clone()));
        self.put(
            Facts {
                lines,
                reporter,
                ..facts
            },
            day,
            about,
            |lead| {
                lead.about = name;
                lead.region = region;
                if blank {
                    lead.target = None;
                }
                if names_it {
                    lead.prior = vec![number];
                }
            },
        );
    }

    /// A lead that looks like another and is none of its matter.
    fn other(&mut self, original: &Case, made: Made) {
        let Some(mut facts) = self.facts.get(&original.lead.id).cloned() else {
            return;
        };
        facts.reporter = format!("{:016x}", self.dice.next());
        let mut later = self.dice.below(8) as u64;
        match made {
            Made::OtherMatter => {
                later = 60 + self.dice.below(90) as u64;
                let company = &mut self.companies[facts.company];
                let Some(topic) = (0..TOPICS.len()).find(|topic| company.topics.insert(*topic)) else {
                    return;
                };
                facts.topic = topic;
                facts.lines = self.lines(facts.topic, 3);
            }
            Made::OtherCompany => {
                let county = self.companies[facts.company].county;
                let there: Vec<usize> = (0..self.companies.len())
                    .filter(|n| {
                        self.companies[*n].county == county
                            && !self.companies[*n].topics.contains(&facts.topic)
                    })
                    .take(40)
                    .collect();
                if there.is_empty() {
                    return;
                }
                facts.company = there[self.dice.below(there.len())];
                self.companies[facts.company].topics.insert(facts.topic);
            }
            _ => {
                let company = self.companies[facts.company].clone();
                let n = self.dice.below(self.companies.len());
                let (county, city, place) = {
                    let other = &self.companies[n];
                    (other.county, other.city.clone(), other.place.clone())
                };
                if city == company.city {
                    return;
                }
                let fresh = self.companies.len();
                let (code, phone) = (format!("91{county}MA{fresh:08}"), format!("100{fresh:08}"));
                self.companies.push(Company {
                    code,
                    county,
                    city,
                    place,
                    phone,
                    ..company
                });
                facts.company = fresh;
                if self.dice.chance(50) {
                    facts.lines = self.lines(facts.topic, 3);
                }
            }
        }
        let day = original.lead.received + Days::new(later);
        let (matter, of) = (self.cases.len(), Some(original.lead.id.clone()));
        self.put(facts, day, (matter, made, of), |_| {});
    }
}
