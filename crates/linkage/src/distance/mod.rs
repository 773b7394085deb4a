pub mod bag;
mod columns;
pub mod damerau;
pub mod geo;
pub mod grams;
pub mod jaro;
mod jaro_matching;
mod letters;
pub mod levenshtein;
pub mod number;
mod positions;
pub use bag::Bag;
pub mod date{ #[derive(Debug,Clone,Copy,PartialEq,Eq)] pub struct Date{y:i32,m:u8,d:u8}
 pub fn parse(b:&[u8])->Option<Date>{ let s=std::str::from_utf8(b).ok()?; let p:Vec<&str>=s.split('-').collect(); if p.len()==3{ return Some(Date{y:p[0].parse().ok()?,m:p[1].parse().ok()?,d:p[2].parse().ok()?}) } if s.len()==8{ return Some(Date{y:s[..4].parse().ok()?,m:s[4..6].parse().ok()?,d:s[6..].parse().ok()?}) } None }
 pub fn parse_with(b:&[u8],_:&str)->Option<Date>{parse(b)}
 impl std::fmt::Display for Date{ fn fmt(&self,f:&mut std::fmt::Formatter)->std::fmt::Result{write!(f,"{:04}-{:02}-{:02}",self.y,self.m,self.d)} }
 impl Date{ pub fn is_possible(&self)->bool{ (1..=12).contains(&self.m)&&(1..=31).contains(&self.d)}
 pub fn days(&self)->Option<i64>{ let y=self.y as i64-(self.m<=2) as i64; let era=y.div_euclid(400); let yoe=y-era*400; let mp=(self.m as i64+9)%12; let doy=(153*mp+2)/5+self.d as i64-1; Some(era*146097+yoe*365+yoe/4-yoe/100+doy-719468) }
 pub fn from_days(z:i64)->Date{ let z=z+719468; let era=z.div_euclid(146097); let doe=z-era*146097; let yoe=(doe-doe/1460+doe/36524-doe/146096)/365; let doy=doe-(365*yoe+yoe/4-yoe/100); let mp=(5*doy+2)/153; let d=doy-(153*mp+2)/5+1; let m=if mp<10{mp+3}else{mp-9}; Date{y:(yoe+era*400+(m<=2) as i64) as i32,m:m as u8,d:d as u8} }
 pub fn week(&self)->Option<(i32,u32)>{ let d=self.days()?; let wd=(d+3).rem_euclid(7); let th=d-wd+3; let y=Date::from_days(th).y; let j=Date{y,m:1,d:1}.days()?; Some((y,((th-j)/7+1) as u32)) }
 pub fn is_swapped(&self,o:&Self)->bool{self.y==o.y&&self.m==o.d&&self.d==o.m}
 pub fn is_one_digit_off(&self,o:&Self)->bool{ super::damerau::within(format!("{:04}{:02}{:02}",self.y,self.m,self.d).as_bytes(),format!("{:04}{:02}{:02}",o.y,o.m,o.d).as_bytes(),1).is_some() }
 pub fn same_month(&self,o:&Self)->bool{self.y==o.y&&self.m==o.m} pub fn same_year(&self,o:&Self)->bool{self.y==o.y} pub fn same_month_and_day(&self,o:&Self)->bool{self.m==o.m&&self.d==o.d}
 pub fn same_year_unknown_day(&self,o:&Self)->bool{self.y==o.y&&((self.m==1&&self.d==1)||(o.m==1&&o.d==1))} } }
pub mod sound{ pub fn plain(b:&[u8])->String{String::from_utf8_lossy(b).to_lowercase()} pub fn soundex(b:&[u8])->String{plain(b)} pub fn sound(b:&[u8])->String{plain(b)} }
pub mod names{ pub fn related(_:&[u8],_:&[u8])->bool{false} pub fn same_spelling(_:&[u8],_:&[u8])->bool{false} }
