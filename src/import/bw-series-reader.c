/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-series-reader.h"

#include "import/bw-line-protocol.h"
#include "import/bw-lines.h"
#include "import/bw-rmssd-csv.h"

#include <glib/gi18n-lib.h>

struct _BwSeriesReader
{
  BwSeriesSink sink;
  BwLines *lines;
  BwRmssdCsv *csv;           /* one of these two */
  BwLineProtocol *protocol;
};

static gboolean
take_line (BwSlice    line,
           gint64     number,
           gboolean   too_long,
           gpointer   data,
           GError   **error)
{
  BwSeriesReader *self = data;

  if (too_long)
    return bw_series_sink_skip (&self->sink, number, _("Lines that are too long were left out"));
  return self->csv != NULL ? bw_rmssd_csv_take (self->csv, line, number, error)
                           : bw_line_protocol_take (self->protocol, line, number, error);
}

BwSeriesReader *
bw_series_reader_new (BwSeriesFormat          format,
                      BwCollector            *collector,
                      const char             *file,
                      const BwImportOptions  *options,
                      GTimeZone              *zone)
{
  BwSeriesReader *self = g_new0 (BwSeriesReader, 1);

  self->sink = (BwSeriesSink) {
    .collector = collector,
    .file = g_strdup (file),
    .rules = { .zone = zone, .precision = options->precision },
  };
  self->lines = bw_lines_new (take_line, self);
  if (format == BW_SERIES_FORMAT_RMSSD_CSV)
    self->csv = bw_rmssd_csv_new (&self->sink);
  else
    self->protocol = bw_line_protocol_new (&self->sink);
  return self;
}

void
bw_series_reader_free (BwSeriesReader *self)
{
  if (self == NULL)
    return;
  bw_rmssd_csv_free (self->csv);
  bw_line_protocol_free (self->protocol);
  bw_lines_free (self->lines);
  g_free (self->sink.file);
  g_free (self);
}

gboolean
bw_series_reader_push (BwSeriesReader  *self,
                       const char      *chunk,
                       gsize            length,
                       GError         **error)
{
  return bw_lines_push (self->lines, chunk, length, error);
}

gboolean
bw_series_reader_finish (BwSeriesReader  *self,
                         GError         **error)
{
  return bw_lines_finish (self->lines, error)
         && (self->csv == NULL || bw_rmssd_csv_finish (self->csv, error));
}
