package stemming

// sample is what the benchmarks read when the shared data is absent: invented
// comments of a bank's and a shop's customers.
var sample = []string{
	"Søde og venlige medarbejdere, men alt for lang ventetid i telefonen. Jeg ventede over 40 minutter på at komme igennem til min rådgiver!",
	"Hurtig levering og fin pakke :-) Kan klart anbefales til andre",
	"ikke tilfreds har ringet 3 gange om det samme og ingen kan hjælpe mig, det er simpelthen for dårligt",
	"Netbanken virker ikke paa min telefon, og kundeservicemedarbejderen kunne heller ikke hjælpe. Det kostede mig 1.250,50 kr. i gebyr.",
	"Super god service!!! 👍 Altid hjælpsomme når man ringer, f.eks. da jeg mistede mit betalingskort i sommerferien",
	"Prisen er steget igen uden varsel og abonnementsbetingelserne er svære at forstå. Overvejer at skifte selskab.",
}
