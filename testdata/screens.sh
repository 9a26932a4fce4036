#!/bin/sh
# screens.sh draws six pages of the demo into docs/pages: make screens.
# It needs ./stemme, demo-data (make demo) and Chromium.
set -eu
port=${PORT:-8137}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
./stemme serve --data demo-data/night --addr "127.0.0.1:$port" >/dev/null 2>&1 &
server=$!
trap 'kill $server' EXIT
until curl -fs -o /dev/null "http://127.0.0.1:$port/"; do sleep 1; done
key=$(curl -fs "http://127.0.0.1:$port/soeg?q=ventetid" | grep -o 'kommentar?key=[^"]*' | head -n 1)
draw() { # NAME PATH HEIGHT
	"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --lang=da --window-size=1200,"$3" \
		--screenshot="docs/pages/$1.png" "http://127.0.0.1:$port/$2" >/dev/null 2>&1
}
draw overblik "" 860
draw tema "temaer/t0001" 820
draw opdelinger "kontaktpunkter" 900
draw udvikling "udvikling" 900
draw sammenlign "sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial" 900
draw kommentar "$key" 620
