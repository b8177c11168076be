/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-sink.h"
#include "fuzz.h"

#include "import/bw-line-protocol.h"
#include "import/bw-rmssd-csv.h"
#include "import/bw-series-reader.h"

/* A table of RMSSD values, or with the lowest bit of the first byte line protocol. The rest of that byte
 * is the size of a push; what is read must not depend on it. The second chooses the options. */

#define MAX_SIZE (128 * 1024) /* so that the sink has room for it all */

static GTimeZone *zone;

typedef struct
{
  guint n_samples;
  guint64 skipped;
  guint n_problems;
  gboolean whole;
} Outcome;

static Outcome
read_series (BwSeriesFormat         format,
             const BwImportOptions *options,
             const char            *text,
             gsize                  size,
             gsize                  chunk)
{
  BwCollector *collector = fuzz_sink_begin ();
  BwSeriesReader *reader;
  g_autoptr (GPtrArray) problems = NULL;
  Outcome outcome = { .whole = TRUE };

  /* One for the process: to read it is most of the time of a short input. */
  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Europe/Berlin");
  bw_collector_set_person (collector, options->person);
  reader = bw_series_reader_new (format, collector, "values", options, zone);
  for (gsize from = 0; outcome.whole && from < size; from += chunk)
    {
      gsize n = MIN (chunk, size - from);
      /* A copy that ends where the chunk does, so that reading beyond it is found. */
      g_autofree char *exact = g_memdup2 (text + from, n);

      outcome.whole = bw_series_reader_push (reader, exact, n, NULL);
    }
  outcome.whole = outcome.whole && bw_series_reader_finish (reader, NULL);
  bw_series_reader_free (reader);

  outcome.n_samples = collector->parcel->n_samples;
  outcome.skipped = collector->skipped;
  problems = bw_problems_steal (collector->problems);
  outcome.n_problems = problems->len;
  for (guint i = 0; i < problems->len; i++)
    {
      const BwProblem *problem = g_ptr_array_index (problems, i);

      g_assert_true (g_utf8_validate (problem->what, -1, NULL));
      g_assert_cmpint (problem->line, >, 0);
      g_assert_cmpint (problem->count, >, 0);
    }
  fuzz_sink_end (collector);
  return outcome;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *text = (const char *) data + 2;
  BwSeriesFormat format;
  BwImportOptions options = { 0 };
  Outcome whole, parts;

  if (size < 3 || size > MAX_SIZE)
    return 0;
  size -= 2;
  format = data[0] % 2 == 0 ? BW_SERIES_FORMAT_RMSSD_CSV : BW_SERIES_FORMAT_LINE_PROTOCOL;
  options.person = data[1] % 2 == 0 ? NULL : "ann";
  options.precision = (BwPrecision) (data[1] / 2 % 5);
  bw_rmssd_csv_sniff (text, size);
  bw_line_protocol_sniff (text, size);

  whole = read_series (format, &options, text, size, size);
  parts = read_series (format, &options, text, size, 1 + data[0] / 2);
  g_assert_cmpint (whole.whole, ==, parts.whole);
  g_assert_cmpuint (whole.n_samples, ==, parts.n_samples);
  g_assert_cmpuint (whole.skipped, ==, parts.skipped);
  g_assert_cmpuint (whole.n_problems, ==, parts.n_problems);
  return 0;
}
