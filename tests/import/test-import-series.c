/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-line-protocol.h"
#include "import/bw-lines.h"
#include "import/bw-moment.h"
#include "store/bw-readings.h"
#include "store/bw-samples.h"

#include <string.h>

#define SLICE(text) ((BwSlice) { (text), strlen (text) })

/* --- Lines ---------------------------------------------------------------------------------------- */

static gboolean
note_line (BwSlice    line,
           gint64     number,
           gboolean   too_long,
           gpointer   data,
           GError   **error)
{
  g_string_append_printf (data, "%d%s:%.*s|", (int) number, too_long ? "!" : "",
                          (int) MIN (line.length, 20), line.text);
  return TRUE;
}

/* The same lines at every size of chunk. */
static void
test_lines (void)
{
  static const char text[] = "\xef\xbb\xbf" "a,b\r\n\nlonger line\n\r\nlast";

  for (gsize size = 1; size <= strlen (text); size++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      g_autoptr (BwLines) lines = bw_lines_new (note_line, found);
      g_autoptr (GError) error = NULL;

      for (gsize i = 0; i < strlen (text); i += size)
        bw_lines_push (lines, text + i, MIN (size, strlen (text) - i), &error);
      bw_lines_finish (lines, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found->str, ==, "1:a,b|2:|3:longer line|4:|5:last|");
    }
}

static void
test_long_lines (void)
{
  g_autofree char *full = g_strnfill (BW_LINES_MAX_BYTES, 'f');
  g_autofree char *text = g_strdup_printf ("%s\n%sx\nshort\n%sx", full, full, full);
  const gsize sizes[] = { 1000, BW_LINES_MAX_BYTES, BW_LINES_MAX_BYTES + 1, 1 << 20 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      g_autoptr (BwLines) lines = bw_lines_new (note_line, found);

      for (gsize j = 0; j < strlen (text); j += sizes[i])
        g_assert_true (bw_lines_push (lines, text + j, MIN (sizes[i], strlen (text) - j), NULL));
      g_assert_true (bw_lines_finish (lines, NULL));
      g_assert_cmpstr (found->str, ==, "1:ffffffffffffffffffff|2!:ffffffffffffffffffff|3:short|"
                                       "4!:ffffffffffffffffffff|");
    }
}

/* --- Moments --------------------------------------------------------------------------------------- */

static void
assert_moment (BwPrecision  precision,
               const char  *text,
               const char  *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  const BwMomentRules rules = { .zone = zone, .precision = precision };
  g_autofree char *found = NULL;
  gint64 time_ms = 0;
  int offset_min = 0;
  BwMomentSort sort = bw_moment_parse (&rules, SLICE (text), &time_ms, &offset_min);

  if (sort != BW_MOMENT_NONE)
    found = bw_time_format (time_ms, offset_min);
  g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_moments (void)
{
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 03:04:05", "2021-07-02T03:04:05-04:00");
  assert_moment (BW_PRECISION_AUTO, "2021-07-02T03:04:05.125Z", "2021-07-02T03:04:05.125+00:00");
  assert_moment (BW_PRECISION_AUTO, "2021-07-02T03:04:05,5+0530", "2021-07-02T03:04:05.500+05:30");
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 03:04 GMT", "2021-07-02T03:04:00+00:00");
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 3:04 pm", "2021-07-02T15:04:00-04:00");
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 12:04AM", "2021-07-02T00:04:00-04:00");
  assert_moment (BW_PRECISION_AUTO, "2021-07-02, 12:04", "2021-07-02T12:04:00-04:00");
  assert_moment (BW_PRECISION_AUTO, "2.7.2021 12:04", "2021-07-02T12:04:00-04:00");
  assert_moment (BW_PRECISION_AUTO, "2021-12-24", "2021-12-24T04:00:00-05:00");
  assert_moment (BW_PRECISION_AUTO, "1627109100", "2021-07-24T02:45:00-04:00");
  assert_moment (BW_PRECISION_AUTO, "1627109100.9996", "2021-07-24T02:45:01-04:00");
  assert_moment (BW_PRECISION_AUTO, "1627109100999", "2021-07-24T02:45:00.999-04:00");
  assert_moment (BW_PRECISION_AUTO, "-1627109100", "1918-06-10T13:15:00-04:00");
  assert_moment (BW_PRECISION_S, "5", "1969-12-31T19:00:05-05:00");
  assert_moment (BW_PRECISION_MS, "1627109100", "1970-01-19T14:58:29.100-05:00");
  assert_moment (BW_PRECISION_NS, "1627109100500000000", "2021-07-24T02:45:00.500-04:00");
  assert_moment (BW_PRECISION_US, "1627109100500000", "2021-07-24T02:45:00.500-04:00");

  assert_moment (BW_PRECISION_AUTO, "", NULL);
  assert_moment (BW_PRECISION_AUTO, "5", NULL);
  assert_moment (BW_PRECISION_AUTO, "-", NULL);
  assert_moment (BW_PRECISION_AUTO, "2/7/2021", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-13-01", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-07/02", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 13:04 PM", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 00:04 AM", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 03:04:05 EST", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 03:04:05+99:00", NULL);
  assert_moment (BW_PRECISION_AUTO, "2021-07-02 03", NULL);
  assert_moment (BW_PRECISION_AUTO, "99999999999999999999", NULL);
  assert_moment (BW_PRECISION_S, "1627109100500", NULL);
}

/* --- Points of the line protocol --------------------------------------------------------------------- */

static void
assert_point (const char *text,
              const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  BwLinePoint point;

  g_test_message ("%s", text);
  if (bw_line_point_parse (&point, SLICE (text)))
    {
      g_autofree char *measurement = bw_line_unescape (point.measurement);

      g_string_append_printf (found, "%s", measurement);
      for (guint i = 0; i < point.n_tags; i++)
        {
          g_autofree char *key = bw_line_unescape (point.tags[i].key);
          g_autofree char *value = bw_line_unescape (point.tags[i].value);

          g_string_append_printf (found, "|%s:%s", key, value);
        }
      for (guint i = 0; i < point.n_fields; i++)
        g_string_append_printf (found, "|%.*s=%.*s", (int) point.fields[i].key.length,
                                point.fields[i].key.text, (int) point.fields[i].value.length,
                                point.fields[i].value.text);
      g_string_append_printf (found, "|%.*s", (int) point.time.length, point.time.text);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_points (void)
{
  assert_point ("hrv rmssd=42.1", "hrv|rmssd=42.1|");
  assert_point ("  hrv rmssd=42.1 1695280000000000000 ", "hrv|rmssd=42.1|1695280000000000000");
  assert_point ("hrv,source=x rmssd=42i,sdnn=5 -1", "hrv|source:x|rmssd=42i|sdnn=5|-1");
  assert_point ("my\\ h\\,rv,a\\=b=c\\ d f=1 5", "my h,rv|a=b:c d|f=1|5");
  assert_point ("hrv,a=b=c f=1", "hrv|a:b=c|f=1|");
  assert_point ("hrv note=\"a, b=c \\\"d\\\" e\",rmssd=4 7", "hrv|note=\"a, b=c \\\"d\\\" e\"|rmssd=4|7");
  assert_point ("hrv,path=c:\\temp f=t", "hrv|path:c:\\temp|f=t|");

  assert_point ("", "");
  assert_point ("# hrv rmssd=1", "");
  assert_point ("hrv", "");
  assert_point ("hrv ", "");
  assert_point ("hrv rmssd", "");
  assert_point ("hrv rmssd=", "");
  assert_point ("hrv =1", "");
  assert_point ("hrv, rmssd=1", "");
  assert_point ("hrv,a= rmssd=1", "");
  assert_point ("hrv,a rmssd=1", "");
  assert_point ("hrv rmssd=1 now", "");
  assert_point ("hrv rmssd=1 5 6", "");
  assert_point ("hrv rmssd=1,", "");
  assert_point ("hrv note=\"open", "");
  assert_point ("hrv note=\"a\"b rmssd=1", "");
  assert_point ("hrv rmssd=1 -", "");
}

static void
test_sniff (void)
{
  static const struct
  {
    const char *text;
    gboolean is;
  } texts[] = {
    { "hrv rmssd=42", TRUE },
    { "# c\n\n\xef\xbb\xbf", FALSE },
    { "\xef\xbb\xbfhrv,a=b rmssd=42,ok=true,note=\"x y\" 5\r\n", TRUE },
    { "hrv rmssd=42\nhrv rmss", TRUE },
    { "hrv rmssd=42\nhello\n", FALSE },
    { "hrv rmssd=42\nhrv rmssd=43\nhrv rmssd=nan\n", TRUE },
    { "hello\nhrv rmssd=42\nhrv rmssd=43\n", FALSE },
    { "# DDL\nCREATE DATABASE me WITH NAME autogen\n# DML\nhrv rmssd=42 5\n", TRUE },
    { "CREATE TABLE hrv (rmssd REAL);\nhrv rmssd=42\n", FALSE },
    { "CREATE DATABASE me\n", FALSE },
    { "a few words with=signs in\n", FALSE },
    { "key=value\n", FALSE },
    { "time,rmssd\n1,2\n", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (bw_line_protocol_sniff (texts[i].text, strlen (texts[i].text)), ==,
                     texts[i].is);
}

/* --- Their import --------------------------------------------------------------------------------- */

static char *
dump (Fixture    *f,
      const char *kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = bw_library_read_samples (f->library, kind, G_MININT64 / 2,
                                                     G_MAXINT64 / 2, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %.7g %s|", row->start_ms, row->value,
                              row->source);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_dump(f, kind, expected)            \
  G_STMT_START                                    \
  {                                               \
    g_autofree char *found_ = dump (f, kind);     \
    g_assert_cmpstr (found_, ==, expected);       \
  }                                               \
  G_STMT_END

static void
test_import (void)
{
  static const char text[] = "# exported\nCREATE DATABASE me WITH NAME autogen\n"
                             "hrv,source=watch rmssd=42.1 1695280000000000000\n"
                             "hrv,source=watch rmssd=43i,sdnn=50 1695280060000000\n"
                             "\n"
                             "hrv,site=b,device=My\\ Band rmssd=44u 1695280120000\r\n"
                             "hrv,site=b,arm=left rmssd=45,state=\"at rest, lying\" 1695280180\n"
                             "hrv,arm=left,site=b rmssd=46 1695280240\n"
                             "hrv rmssd=47 1695280300\n"
                             "hrv rmssd=48\n"
                             "hrv rmssd=-1 1695280360\n"
                             "hrv rmssd=\"49\" 1695280360\n"
                             "hrv pnn50=3 1695280360\n"
                             "weight,source=scales kg=70i 1695280360\n"
                             "what is this\n"
                             "weight,source=scales kg=71i 1695280361\n"
                             "heart_rate,source=watch bpm=61 1695280360\n"
                             "resting_heart_rate,source=watch value=55 1695280360\n"
                             "hrv,source=watch rmssd=42.1 1695280000000000000\n";
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwImportResult) again = NULL;

  fixture_open (&f);
  result = fixture_import_text (&f, "points.txt", text, NULL);
  g_assert_cmpstr (((BwImport *) g_ptr_array_index (result->files, 0))->format, ==,
                   "line-protocol");
  assert_dump (&f, BW_KIND_RMSSD,
               "1695280000000 42.1 watch|1695280060000 43 watch|1695280120000 44 My Band|"
               "1695280180000 45 arm=left,site=b|1695280240000 46 arm=left,site=b|"
               "1695280300000 47 Line protocol|");
  assert_dump (&f, BW_KIND_SDNN, "1695280060000 50 watch|");
  assert_dump (&f, BW_KIND_HEART_RATE, "1695280360000 61 watch|");
  assert_dump (&f, BW_KIND_RESTING_HEART_RATE, "1695280360000 55 watch|");
  g_assert_cmpuint (result->total->records, ==, 10);
  g_assert_cmpuint (result->total->n_new, ==, 9);
  g_assert_cmpuint (result->total->skipped, ==, 7);
  g_assert_cmpint (problem_count (result->total, "Points of the measurement “weight”"), ==, 2);
  g_assert_cmpint (problem_line (result->total, "Points of the measurement “weight”"), ==, 14);
  g_assert_cmpint (problem_line (result->total, "Lines that are no points"), ==, 15);
  g_assert_cmpint (problem_line (result->total, "Points without a readable time"), ==, 10);
  g_assert_cmpint (problem_line (result->total, "Values below 0"), ==, 11);
  g_assert_cmpint (problem_line (result->total, "Values that are no number"), ==, 12);
  g_assert_cmpint (problem_line (result->total, "Points without a field"), ==, 13);

  again = fixture_import_text (&f, "points.txt", text, NULL);
  g_assert_cmpuint (again->total->n_new, ==, 0);
}

/* What the app writes: how long it lasted, when it was written down, where the clock stood, and whose it
 * is come back. */
static void
test_import_frame (void)
{
  static const char text[]
      = "heart_rate,device=Watch6\\,1,source=Ann’s\\ Watch,version=9.1 "
        "bpm=61.5,duration_ms=5000i,created_s=-3i,offset_min=-480i 1695280000123000000\n"
        "heart_rate,device=Watch6\\,1,source=Ann’s\\ Watch,version=9.1 "
        "bpm=62,offset_min=9999i 1695280000123000001\n"
        "activity,kind=steps,source=Phone steps=0,duration_ms=60000i 1695280000000000000\n"
        "activity,kind=steps,source=Phone steps=12.5,minutes=1.5 1695280060000000000\n"
        "activity,source=Phone steps=7,active_kcal=1.25 1695280120000000000\n"
        "activity,source=Phone steps=8,duration_ms=-1i 1695280120000000000\n"
        "activity,source=Phone steps=9,duration_ms=1e30 1695280120000000000\n"
        "activity,source=Phone steps=2000000 1695280120000000000\n"
        "activity,source=Phone flights=3 1695280120000000000\n";
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  const BwSampleRow *row;
  BwSource source;

  fixture_open (&f);
  result = fixture_import_text (&f, "points.txt", text, NULL);
  g_assert_cmpuint (result->total->n_new, ==, 6);
  g_assert_cmpint (problem_count (result->total, "Values that cannot last"), ==, 2);
  g_assert_cmpint (problem_line (result->total, "Values too high"), ==, 8);
  g_assert_cmpint (problem_line (result->total, "Points without a field"), ==, 9);

  rows = bw_library_read_samples (f.library, BW_KIND_HEART_RATE, 0, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = &g_array_index (rows, BwSampleRow, 0);
  g_assert_cmpfloat (row->value, ==, 62);
  g_assert_cmpint (row->offset_min, ==, 0);
  row = &g_array_index (rows, BwSampleRow, 1);
  g_assert_cmpint (row->start_ms, ==, 1695280000123);
  g_assert_cmpint (row->end_ms, ==, 1695280005123);
  g_assert_cmpint (row->created_s, ==, -3);
  g_assert_cmpint (row->offset_min, ==, -480);
  g_assert_true (bw_library_read_source (f.library, row->source_id, &source, &error));
  g_assert_cmpstr (source.name, ==, "Ann’s Watch");
  g_assert_cmpstr (source.device, ==, "Watch6,1");
  g_assert_cmpstr (source.version, ==, "9.1");

  g_clear_pointer (&rows, g_array_unref);
  rows = bw_library_read_samples (f.library, BW_KIND_STEPS, 0, G_MAXINT64, &error);
  g_assert_cmpuint (rows->len, ==, 3);
  row = &g_array_index (rows, BwSampleRow, 1);
  g_assert_cmpfloat (row->value, ==, 12.5);
  g_assert_cmpint (row->end_ms - row->start_ms, ==, 90000);
  assert_dump (&f, BW_KIND_ACTIVE_ENERGY, "1695280120000 1.25 Phone|");
}

static void
test_import_sleep (void)
{
  static const char text[] = "sleep,source=w,stage=InBed minutes=400,duration_ms=24000001i 1695280000\n"
                             "sleep,source=w,stage=asleep_rem minutes=1.5 1695280060\n"
                             "sleep,source=w stage=\"Light\",minutes=2i 1695280120\n"
                             "sleep,source=w,stage=HKCategoryValueSleepAnalysisAsleepDeep minutes=3 1695280180\n"
                             "sleep,source=w,stage=dreaming minutes=3 1695280180\n"
                             "sleep,source=w minutes=3 1695280180\n"
                             "sleep,source=w stage=7,minutes=3 1695280180\n"
                             "sleep,source=w,stage=deep quality=3 1695280180\n"
                             "sleep,source=w,stage=deep minutes=-3 1695280180\n"
                             "sleep,source=w,stage=deeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeep minutes=3 1695280180\n";
  static const char *const stages[] = { "InBed", "AsleepREM", "AsleepCore", "AsleepDeep" };
  static const gint64 durations[] = { 24000001, 90000, 120000, 180000 };
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  result = fixture_import_text (&f, "points.txt", text, NULL);
  g_assert_cmpuint (result->total->n_new, ==, 4);
  g_assert_cmpint (problem_count (result->total, "Sleep without a stage"), ==, 4);
  g_assert_cmpint (problem_line (result->total, "Points without a field"), ==, 8);
  g_assert_cmpint (problem_line (result->total, "Values that cannot last"), ==, 9);
  rows = bw_library_read_samples (f.library, BW_KIND_SLEEP, 0, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);

      g_assert_true (g_str_has_prefix (row->category, "HKCategoryValueSleepAnalysis"));
      g_assert_true (g_str_has_suffix (row->category, stages[i]));
      g_assert_cmpint (row->end_ms - row->start_ms, ==, durations[i]);
    }
}

/* RMSSD of two origins is not mixed, readings that did not count and forecasts are left. */
static void
test_import_origins (void)
{
  static const char beats[] = "hrv,measure=rmssd,source=w rmssd=41,rmssd_raw=42,used=true 1695280000\n"
                              "hrv,measure=rmssd,source=w rmssd_left_out=300,used=false 1695280060\n"
                              "hrv,measure=rmssd-imported,source=w rmssd=43 1695280120\n"
                              "hrv,measure=sdnn,source=w sdnn=44 1695280180\n"
                              "hrv,measure=sdnn,source=w sdnn_left_out=301 1695280240\n"
                              "fatigue,kind=now,measure=rmssd,model=lstm score=70 1695280240\n";
  static const char imported[]
      = "hrv,measure=rmssd-imported,source=v rmssd_left_out=300 1695290000\n"
        "hrv,measure=rmssd,source=v rmssd=45 1695290060\n"
        "hrv,source=x rmssd=46 1695290120\n";
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;

  fixture_open (&f);
  first = fixture_import_text (&f, "beats.txt", beats, NULL);
  assert_dump (&f, BW_KIND_RMSSD, "1695280000000 41 w|");
  assert_dump (&f, BW_KIND_SDNN, "1695280180000 44 w|1695280240000 301 w|");
  g_assert_cmpint (problem_line (first->total, "Readings that were not good enough"), ==, 2);
  g_assert_cmpint (problem_line (first->total, "Imported RMSSD values were left out"), ==, 3);
  g_assert_cmpint (problem_line (first->total, "Forecasts were left out"), ==, 6);

  second = fixture_import_text (&f, "imported.txt", imported, NULL);
  assert_dump (&f, BW_KIND_RMSSD, "1695280000000 41 w|1695290000000 300 v|1695290120000 46 x|");
  g_assert_cmpint (problem_line (second->total, "RMSSD values from beats were left out"), ==, 2);
}

static void
test_import_options (void)
{
  static const char text[] = "hrv,user=ann rmssd=42 5000\nhrv,user=bob rmssd=43 6000\n";
  g_auto (Fixture) f = { 0 };
  g_autoptr (BwImportResult) result = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  path = fixture_write (&f, "points", text, strlen (text));
  g_assert_null (fixture_try (&f, path, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  result = fixture_import (&f, path,
                           &(BwImportOptions) { .person = "bob", .precision = BW_PRECISION_MS });
  g_assert_cmpuint (result->total->n_new, ==, 1);
  assert_dump (&f, BW_KIND_RMSSD, "6000 43 user=bob|");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/series/lines", test_lines);
  g_test_add_func ("/import/series/long-lines", test_long_lines);
  g_test_add_func ("/import/series/moments", test_moments);
  g_test_add_func ("/import/series/points", test_points);
  g_test_add_func ("/import/series/sniff", test_sniff);
  g_test_add_func ("/import/series/import", test_import);
  g_test_add_func ("/import/series/frame", test_import_frame);
  g_test_add_func ("/import/series/sleep", test_import_sleep);
  g_test_add_func ("/import/series/origins", test_import_origins);
  g_test_add_func ("/import/series/options", test_import_options);
  return g_test_run ();
}
