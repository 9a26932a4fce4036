package report

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"stemme/pipeline/messages"
)

// browsers are the commands that draw a page as PDF, the first that is
// installed does.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"}

// pdfTime is how long a browser may take; one page takes about a second.
const pdfTime = time.Minute

// WritePDF writes the page to a file.
func (p *Page) WritePDF(ctx context.Context, path string) error {
	dir, err := os.MkdirTemp("", "stemme-page-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	html := filepath.Join(dir, "page.html")
	f, err := os.OpenFile(html, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(p.WriteHTML(f), f.Close()); err != nil {
		return err
	}
	return PrintPDF(ctx, html, path)
}

// PrintPDF prints an HTML file to a PDF by the browser that is installed. It
// needs none of the network. Where there is no browser the error is a
// *messages.Error that says what to do instead.
func PrintPDF(ctx context.Context, html, pdf string) error {
	program := ""
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		return messages.Errorf("report_no_browser")
	}
	profile, err := os.MkdirTemp("", "stemme-print-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(profile)
	source, err := filepath.Abs(html)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	args := []string{"--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--user-data-dir=" + profile,
		"--no-pdf-header-footer", "--print-to-pdf=" + pdf, "file://" + filepath.ToSlash(source)}
	if os.Geteuid() == 0 {
		args = append([]string{"--no-sandbox"}, args...) // Chromium refuses its sandbox to root
	}
	if err := exec.CommandContext(ctx, program, args...).Run(); err != nil {
		return messages.Wrap(err, "report_browser", program)
	}
	if err := os.Chmod(pdf, 0o600); err != nil { // the browser lets others read it
		return messages.Errorf("report_browser", program)
	}
	return nil
}
