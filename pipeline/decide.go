package pipeline

import (
	"stemme/pipeline/arrivals"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
)

// AcceptReading says yes to what was recognised of a refused file of a source: see
// arrivals.Accept.
func AcceptReading(cfg Config, name, file string, columns map[string]string) error {
	return decide(cfg, func(cfg *Config, book *ledger.Ledger, kept map[string]arrivals.KeptReading) error {
		return arrivals.Accept(book, kept, cfg.names.Now(name), file, columns)
	})
}

// RefuseReading says no to what was recognised of a refused file: it waits no more.
func RefuseReading(cfg Config, name, file string) error {
	return decide(cfg, func(cfg *Config, book *ledger.Ledger, kept map[string]arrivals.KeptReading) error {
		return arrivals.Refuse(book, kept, cfg.names.Now(name), file)
	})
}

// decide takes an answer to what waits of a source.
func decide(cfg Config, answer func(cfg *Config, book *ledger.Ledger, kept map[string]arrivals.KeptReading) error) error {
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return err
	}
	defer release()
	if err := cfg.present(); err != nil {
		return err
	}
	kept, err := arrivals.Readings(ledgerDir(cfg.Data))
	if err != nil {
		return err
	}
	book, _, err := openLedger(cfg.Data, false)
	if err != nil {
		return err
	}
	return answer(&cfg, book, kept)
}

// SourceReadings are the readings that are kept in a data folder, by the names of their
// sources.
func SourceReadings(data string) ([]arrivals.KeptReading, error) {
	kept, err := arrivals.Readings(ledgerDir(data))
	return arrivals.Sorted(kept), err
}
