package source_test

import (
	"context"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// partedTwice is a file that a comma and a semicolon both part evenly.
const partedTwice = "Hvor tilfreds, alt i alt;Beløb;Kommentar\n9;12,50;godt og hurtigt\n2;301,37;alt for dyrt\n7;8,25;det gik fint nok\n"

// TestDelimiter: a sign that is declared parts the file, later files of the source too, as long as
// it parts them; one that parts nothing is refused with the one that does.
func TestDelimiter(t *testing.T) {
	write := func(name, text string) source.Config {
		return source.Config{Inputs: []source.Input{{Name: name, Data: []byte(text)}}, Name: "svar"}
	}
	cfg := write("a.csv", "id:score:kommentar\n1:9:godt\n2:3:skidt\n")
	cfg.Delimiter = ":"
	first, err := source.Read(context.Background(), cfg)
	if err != nil || first.Files[0].Delimiter != ":" || len(first.Files[0].Columns) != 3 || !first.Readings[0].DelimiterFixed {
		t.Fatalf("declared: %v, %+v", err, first.Files)
	}
	for text, want := range map[string]string{"id:score:kommentar\n3:8:fint\n4:2:sent\n": ":", "id;score;kommentar\n3;8;fint: nu\n4;2;sent\n": ";"} {
		cfg = write("b.csv", text)
		cfg.Readings = map[string]source.Reading{"svar": first.Readings[0]}
		if next, err := source.Read(context.Background(), cfg); err != nil || next.Files[0].Delimiter != want || next.Readings[0].DelimiterFixed != (want == ":") {
			t.Errorf("the next night: %v, %+v", err, next.Files)
		}
	}
	cfg = write("c.csv", "id;score;kommentar\n1;9;godt\n2;3;skidt\n")
	cfg.Delimiter = "tab"
	if _, err := source.Read(context.Background(), cfg); err == nil || !strings.Contains(messages.English.Error(err), "but does not part the file into columns; ; does") {
		t.Errorf("a sign that parts nothing: %v", err)
	}
}

// TestDelimiterInDoubt: another sign that parts the file as evenly is named, until one is declared.
func TestDelimiterInDoubt(t *testing.T) {
	cfg := source.Config{Inputs: []source.Input{{Name: "a.csv", Data: []byte(partedTwice)}}}
	if b, err := source.Read(context.Background(), cfg); err != nil || b.Files[0].Delimiter != ";" || b.Files[0].Parts != "," {
		t.Errorf("%v, %+v", err, b.Files)
	}
	cfg.Delimiter = ";"
	if b, err := source.Read(context.Background(), cfg); err != nil || b.Files[0].Parts != "" {
		t.Errorf("declared: %v, %+v", err, b.Files)
	}
}
