package messages

// webMessages are those of the area that the file is named for.
var webMessages = map[Key][2]string{}
