package source

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fields by which an object of a list names itself, and in which it has its
// value.
var (
	itemNames = []string{"question", "question.text", "question.title", "question.label", "question.name", "question_text", "questionText", "question_title",
		"questionTitle", "spørgsmål.tekst", "spørgsmål.titel", "spørgsmålstekst", "question.id", "question.key", "question.ref", "title", "label", "name", "key", "ref", "slug", "question_id", "questionId", "spørgsmål", "spoergsmaal", "sporgsmal", "tekst", "navn", "fråga", "frage", "field.title", "field.ref", "field.id", "id"}
	itemValue = []string{"value", "answer", "value.label", "value.text", "value.value", "answer.label", "answer.text", "answer.value", "answer_text", "answerText", "text", "number", "boolean", "choice.label", "choices.labels", "choice", "email", "date", "url", "response", "content", "rating", "score", "svar", "besvarelse", "værdi", "vaerdi", "fritekst", "antwort", "wert"}
)

// flattenItem adds one object of a list, under the name that it gives itself, or
// under its place.
func flattenItem(values map[string]string, key string, place int, item json.RawMessage, depth int) {
	own := map[string]string{}
	flatten(own, "", item, depth)
	name := strconv.Itoa(place + 1)
	for _, field := range itemNames {
		if v := own[field]; v != "" && len(v) <= 300 {
			name = v
			break
		}
	}
	for _, field := range itemValue {
		if v, ok := own[field]; ok && v != name {
			if at := key + "." + name; values[at] == "" {
				values[at] = v
				if kind := kindNames[own["field.type"]]; kind != "" {
					values[at+kindMark] = kind
				}
			}
			return
		}
	}
	for field, v := range own {
		values[key+"."+name+"."+field] = v
	}
}

// kindMark ends the key under which the kind of an answer stands beside it, until
// it becomes the label of the answer's column.
const kindMark = "\x00kind"

// kindNames are the kinds of questions by which a tool names what they ask.
var kindNames = map[string]string{"nps": "NPS", "net_promoter_score": "NPS", "rating": "rating", "csat": "CSAT"}

// takeKinds moves the kinds of answers from values to kinds, by the key of the
// answer.
func takeKinds(values, kinds map[string]string) {
	for key, v := range values {
		if of, ok := strings.CutSuffix(key, kindMark); ok {
			kinds[of] = max(kinds[of], v)
			delete(values, key)
		}
	}
}

// labelKinds makes the kinds of answers the labels of their columns.
func (sh *sheet) labelKinds(keys []string, kinds map[string]string) {
	for key, kind := range kinds {
		if i, found := slices.BinarySearch(keys, key); found && sh.labels[i] == "" {
			sh.labels[i] = kind
		}
	}
}

// keyedName is where the rows are that stand each under a key of its own.
const keyedName = "*"

// fewestKeyed is how many objects under keys of their own are the rows of a file.
// Chosen by eye.
const fewestKeyed = 10

// keyedRows are the objects of which one object is made, all with a field of the
// first, each with its key as its id; nil where that is not so.
func keyedRows(raw json.RawMessage) (rows []object) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || len(fields) < fewestKeyed {
		return nil
	}
	var first map[string]json.RawMessage
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		var own map[string]json.RawMessage
		if json.Unmarshal(fields[key], &own) != nil || len(own) == 0 {
			return nil
		}
		if first == nil {
			first = own
		}
		shared := 0
		for name := range own {
			if _, ok := first[name]; ok {
				shared++
			}
		}
		if 2*shared < len(own) {
			return nil
		}
		if _, named := own["id"]; !named {
			own["id"], _ = json.Marshal(key)
		}
		row, err := json.Marshal(own)
		if err != nil {
			return nil
		}
		rows = append(rows, object{fields: row})
	}
	return rows
}
