fn main(){ let s=sim::Settings::new(1,"2026-11-22T09:00:00Z".parse().unwrap()); let t=std::time::Instant::now(); let w=sim::World::generate(&s); println!("{:?}",t.elapsed());
let (mut a,mut r,mut p,mut q)=(0,0,0,0); for x in w.readings(){ if x.is_repost{p+=1}else if x.is_quote{q+=1} else if x.answers.is_some(){r+=1}else{a+=1} } println!("roots {a} replies {r} reposts {p} quotes {q} events {}",w.last_seq());
println!("{}",w.stats());}
