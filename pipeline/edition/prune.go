package edition

import (
	"slices"
	"time"
)

// Keep says which editions stay: the Last newest, the newest of each of the last
// Months calendar months, and of these none that was published more than Days
// days ago. Last is at least 1; 0 Months are none, 0 Days is any age.
type Keep struct {
	Last, Months, Days int
}

// Prune deletes the editions that keep does not keep at now, the oldest first,
// and returns their ids. The current edition and those that some process has open
// stay, whatever their age. It needs the lock of the data folder.
func Prune(data string, keep Keep, now time.Time) ([]string, error) {
	all, err := List(data)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	current, err := CurrentID(data)
	if err != nil {
		return nil, err
	}
	kept := keep.of(all, now)
	var gone []string
	for _, one := range slices.Backward(all) {
		if one.ID == current || kept[one.ID] {
			continue
		}
		deleted, err := remove(data, one.ID)
		if err != nil {
			return gone, err
		}
		if deleted {
			gone = append(gone, one.ID)
		}
	}
	return gone, nil
}

// of are the ids of the editions that stay; all has the newest first.
func (k Keep) of(all []Listed, now time.Time) map[string]bool {
	kept, months := map[string]bool{}, map[string]bool{}
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1-k.Months, 0)
	for i, one := range all {
		published := one.Manifest.Published
		month := published.UTC().Format("2006-01")
		newest := one.Fault == nil && !months[month]
		months[month] = months[month] || newest
		old := k.Days > 0 && one.Fault == nil && published.Before(now.AddDate(0, 0, -k.Days))
		kept[one.ID] = !old && (i < max(k.Last, 1) || k.Months > 0 && newest && !published.Before(first))
	}
	return kept
}
