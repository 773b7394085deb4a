pub mod jaro; mod letters; mod positions;
#[derive(Debug,Clone,Copy)] pub struct Bag(u64,u8);
impl Bag{ pub fn of(b:&[u8])->Self{let mut m=0u64; for c in b{ let k=match c{b'a'..=b'z'=>c-b'a',b'A'..=b'Z'=>c-b'A',b'0'..=b'9'=>52+(c%10), _=>63}; if k<26{ if m>>(k*2)&1==0{m|=1<<(k*2)}else{m|=2<<(k*2)} }else{ m|=1<<k } } Bag(m,b.len().min(255) as u8)}
 pub fn jaro_winkler_can_reach(&self,o:&Self,t:f64)->bool{ if self.1==0||o.1==0{return false} let c=((self.0&o.0).count_ones()).max(0) as f64+ 2.0; let m=c.min(self.1.min(o.1) as f64); let j=(m/self.1 as f64+m/o.1 as f64+1.0)/3.0; j+0.4*(1.0-j)>=t }
 pub fn edits_can_be(&self,o:&Self,k:usize)->bool{ (self.1 as i32-o.1 as i32).unsigned_abs() as usize<=k && ((self.0^o.0).count_ones() as usize)<=2*k+2 } }
pub mod levenshtein{ pub fn within(a:&[u8],b:&[u8],k:usize)->Option<usize>{ let mut p:Vec<usize>=(0..=b.len()).collect(); for (i,x) in a.iter().enumerate(){ let mut d=p[0]; p[0]=i+1; for (j,y) in b.iter().enumerate(){ let n=(p[j+1]+1).min(p[j]+1).min(d+(x!=y) as usize); d=p[j+1]; p[j+1]=n; } } (p[b.len()]<=k).then_some(p[b.len()]) } }
pub mod damerau{ pub fn within(a:&[u8],b:&[u8],k:usize)->Option<usize>{ let (n,m)=(a.len(),b.len()); let mut d=vec![vec![0usize;m+1];n+1]; for i in 0..=n{d[i][0]=i} for j in 0..=m{d[0][j]=j} for i in 1..=n{for j in 1..=m{ let mut v=(d[i-1][j]+1).min(d[i][j-1]+1).min(d[i-1][j-1]+(a[i-1]!=b[j-1]) as usize); if i>1&&j>1&&a[i-1]==b[j-2]&&a[i-2]==b[j-1]{v=v.min(d[i-2][j-2]+1)} d[i][j]=v; }} (d[n][m]<=k).then_some(d[n][m]) } }
pub mod grams{ use std::collections::BTreeMap; #[derive(Debug)] pub struct Grams(BTreeMap<Vec<u8>,f64>); impl Grams{ pub fn of(b:&[u8],q:usize)->Self{ let mut m=BTreeMap::new(); for w in b.windows(q){*m.entry(w.to_vec()).or_insert(0.0)+=1.0} Grams(m)} } pub fn cosine(a:&Grams,b:&Grams)->f64{ let d:f64=a.0.iter().filter_map(|(k,v)|b.0.get(k).map(|w|v*w)).sum(); let n=|g:&Grams|g.0.values().map(|v|v*v).sum::<f64>().sqrt(); let z=n(a)*n(b); if z>0.0{d/z}else{0.0}} }
pub mod geo{ #[derive(Debug,Clone,Copy)] pub struct Place(f64,f64); pub fn parse(_:&[u8])->Option<Place>{None} pub fn kilometres(a:Place,b:Place)->f64{(a.0-b.0).hypot(a.1-b.1)} }
pub mod number{ pub fn parse(b:&[u8])->Option<f64>{ std::str::from_utf8(b).ok()?.trim().parse().ok().filter(|x:&f64|x.is_finite()) } pub fn relative_difference(a:f64,b:f64)->f64{ if a==b{0.0}else{(a-b).abs()/a.abs().max(b.abs())} } }
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
