/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/bw-random.h"

#include <math.h>
#include <string.h>

/* A letter a record of one and the same key: T at the top level, N nested. Whatever their order and
 * however often it is imported, a file has as many records as T, or one where there are only N. */
static void
test_twins (Fixture       *fixture,
            gconstpointer  data)
{
  gint32 kind = fixture_kind (fixture, "Pressure", "mmHg");
  gint32 source = fixture_source (fixture, "Cuff");
  gint64 start_ms = FIRST_MS;

  for (guint length = 1; length <= 5; length++)
    for (guint bits = 0; bits < 1u << length; bits++)
      {
        BwSample samples[5];
        guint64 expected = 0;

        start_ms += 1000;
        for (guint i = 0; i < length; i++)
          {
            samples[i] = (BwSample) {
              .start_ms = start_ms,
              .end_ms = start_ms + 10,
              .value = 120,
              .kind = kind,
              .source = source,
              .nested = (bits >> i & 1) != 0,
            };
            expected += !samples[i].nested;
          }
        expected = MAX (expected, 1);

        for (guint round = 0; round < 3; round++)
          {
            Counts counts = fixture_import (fixture, samples, length);

            g_assert_cmpuint (counts.records, ==, expected);
            g_assert_cmpuint (counts.n_new, ==, round == 0 ? 1 : 0);
          }
      }
  fixture_check (fixture->library, NULL);
}

/* The twin may come in another call, another batch, and another file. */
static void
test_twins_apart (Fixture       *fixture,
                  gconstpointer  data)
{
  gint32 kind = fixture_kind (fixture, "Pressure", "mmHg");
  gint32 source = fixture_source (fixture, "Cuff");
  g_autofree BwSample *many = fixture_make_samples (kind, source, FIRST_MS, 1000, 20000);
  g_autofree BwSample *nested = g_memdup2 (many, 20000 * sizeof *many);
  g_autofree BwSample *both = g_new (BwSample, 40000);
  Counts counts;

  for (guint i = 0; i < 20000; i++)
    nested[i].nested = 1;

  /* First a file of nested ones only, then one that has them at the top level as well. */
  counts = fixture_import (fixture, nested, 20000);
  g_assert_cmpuint (counts.records, ==, 20000);
  g_assert_cmpuint (counts.n_new, ==, 20000);
  memcpy (both, nested, 20000 * sizeof *many);
  memcpy (both + 20000, many, 20000 * sizeof *many);
  for (guint round = 0; round < 2; round++)
    {
      counts = fixture_import (fixture, both, 40000);
      g_assert_cmpuint (counts.records, ==, 20000);
      g_assert_cmpuint (counts.n_new, ==, 0);
    }
  counts = fixture_import (fixture, many, 20000);
  g_assert_cmpuint (counts.records, ==, 20000);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM sample WHERE nested"), ==,
                   0);
  fixture_check (fixture->library, NULL);
}

/* Two are the same where kind, unit, start, end, source, value and creation date are, and only
 * there. */
static void
test_identity (Fixture       *fixture,
               gconstpointer  data)
{
  BwSample base = {
    .start_ms = FIRST_MS,
    .end_ms = FIRST_MS + 1000,
    .value = 61,
    .kind = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mg/dL"),
    .source = fixture_source (fixture, "Meter"),
    .offset_min = 60,
  };
  BwSample samples[8] = { base, base, base, base, base, base, base, base };
  Counts counts;

  samples[1].start_ms -= 1;
  samples[2].end_ms += 1;
  samples[3].value = nextafter (61, 62);
  samples[4].kind = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mmol<180.1558800000541>/L");
  samples[5].source = fixture_source (fixture, "Meter 2");
  samples[6].offset_min = -480;
  samples[7].created_s = 259;
  counts = fixture_import (fixture, samples, 8);
  g_assert_cmpuint (counts.n_new, ==, 7);
  g_assert_cmpuint (counts.records, ==, 8);
  counts = fixture_import (fixture, samples, 8);
  g_assert_cmpuint (counts.n_new, ==, 0);
  g_assert_cmpuint (counts.records, ==, 8);
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint32 kind, unit, category, source;

  fixture_begin (fixture);
  kind = bw_library_intern_kind (fixture->library, "K", "ms", FALSE, &error);
  unit = bw_library_intern_kind (fixture->library, "K", "s", FALSE, &error);
  category = bw_library_intern_kind (fixture->library, "K", "ms", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kind, !=, unit);
  g_assert_cmpint (kind, !=, category);
  source = bw_library_intern_source (fixture->library, "Ann’s Watch", "10", "", &error);
  g_assert_cmpint (source, ==, bw_library_intern_source (fixture->library, "Ann’s Watch", "10", "",
                                                         &error));
  g_assert_cmpint (source, !=, bw_library_intern_source (fixture->library, "Ann's Watch", "10", "",
                                                         &error));
  g_assert_cmpint (source, !=, bw_library_intern_source (fixture->library, "Ann’s Watch", "11", "",
                                                         &error));
  g_assert_cmpint (source, !=, bw_library_intern_source (fixture->library, "Ann’s Watch", "10", "W",
                                                         &error));
  fixture_commit (fixture);
  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  g_assert_cmpint (bw_library_intern_kind (fixture->library, "K", "s", FALSE, &error), ==, unit);
  g_assert_no_error (error);
}

static void
test_read_samples (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) glucose = NULL;
  gint32 asleep = bw_library_intern_category (fixture->library, "Core", &error);
  gint32 awake = bw_library_intern_category (fixture->library, "Awake", &error);
  gint32 sleep = bw_library_intern_kind (fixture->library, BW_KIND_SLEEP, "", TRUE, &error);
  gint32 watch = fixture_source (fixture, "Watch");
  gint32 phone = fixture_source (fixture, "Phone");
  gint32 mg = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mg/dL");
  gint32 mmol = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mmol/L");
  BwSample samples[] = {
    { FIRST_MS + 3000, FIRST_MS + 9000, awake, sleep, watch, 60, 0, 0 },
    { FIRST_MS, FIRST_MS + 3000, asleep, sleep, phone, -480, 0, 0 },
    { FIRST_MS + 9000, FIRST_MS + 9001, asleep, sleep, watch, 60, 0, 0 },
    { FIRST_MS + 2, FIRST_MS + 2, 5.5, mmol, phone, 60, 0, 0 },
    { FIRST_MS + 1, FIRST_MS + 1, 99.25, mg, phone, 60, 0, 0 },
    { FIRST_MS + 3, FIRST_MS + 3, 101, mg, phone, 60, 0, 0 },
    { -123456, -123400, 90, mg, phone, 0, 0, 0 },
  };
  const BwSampleRow *row;

  g_assert_no_error (error);
  fixture_import (fixture, samples, G_N_ELEMENTS (samples));
  fixture_check (fixture->library, NULL);

  fixture_reopen (fixture, BW_LIBRARY_READ);
  rows = bw_library_read_samples (fixture->library, BW_KIND_SLEEP, FIRST_MS, FIRST_MS + 9000,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = &g_array_index (rows, BwSampleRow, 0);
  g_assert_cmpint (row->start_ms, ==, FIRST_MS);
  g_assert_cmpint (row->end_ms, ==, FIRST_MS + 3000);
  g_assert_cmpstr (row->category, ==, "Core");
  g_assert_cmpstr (row->source, ==, "Phone");
  g_assert_cmpint (row->source_id, ==, phone);
  g_assert_cmpint (row->offset_min, ==, -480);
  row = &g_array_index (rows, BwSampleRow, 1);
  g_assert_cmpstr (row->category, ==, "Awake");
  g_assert_cmpstr (row->source, ==, "Watch");

  glucose = bw_library_read_samples (fixture->library, BW_KIND_BLOOD_GLUCOSE, G_MININT64,
                                     G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (glucose->len, ==, 4);
  for (guint i = 1; i < glucose->len; i++)
    g_assert_cmpint (g_array_index (glucose, BwSampleRow, i - 1).start_ms, <,
                     g_array_index (glucose, BwSampleRow, i).start_ms);
  row = &g_array_index (glucose, BwSampleRow, 1);
  g_assert_null (row->category);
  g_assert_cmpfloat (row->value, ==, 99.25);
  g_assert_cmpstr (row->unit, ==, "mg/dL");
  g_assert_cmpstr (g_array_index (glucose, BwSampleRow, 2).unit, ==, "mmol/L");
}

typedef struct
{
  GString *text; /* "start value created unit; …" */
  guint stop;    /* after so many; 0: never */
} Told;

static gboolean
tell_sample (const BwSampleRow  *row,
             gpointer            data,
             GError            **error)
{
  Told *told = data;

  g_string_append_printf (told->text, "%d %g %d %s; ", (int) (row->start_ms - FIRST_MS), row->value,
                          row->created_s, row->unit);
  if (told->stop == 0 || --told->stop > 0)
    return TRUE;
  g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID, "enough");
  return FALSE;
}

/* One by one: the samples of a unit by time, then those of the next. */
static void
test_each_sample (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Told told = { text, 0 };
  gint32 phone = fixture_source (fixture, "Phone");
  gint32 mg = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mg/dL");
  gint32 mmol = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mmol/L");
  BwSample samples[] = {
    { FIRST_MS + 2, FIRST_MS + 2, 5.5, mmol, phone, 60, 0, 7 },
    { FIRST_MS + 3, FIRST_MS + 3, 101, mg, phone, 60, 0, -4 },
    { FIRST_MS + 1, FIRST_MS + 1, 99.25, mg, phone, 60, 0, 0 },
    { FIRST_MS + 9, FIRST_MS + 9, 90, mg, phone, 60, 0, 0 },
  };
  guint64 n = 0;

  fixture_import (fixture, samples, G_N_ELEMENTS (samples));
  g_assert_true (bw_library_each_sample (fixture->library, BW_KIND_BLOOD_GLUCOSE, FIRST_MS,
                                         FIRST_MS + 9, tell_sample, &told, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, "1 99.25 0 mg/dL; 3 101 -4 mg/dL; 2 5.5 7 mmol/L; ");
  g_assert_true (bw_library_count_samples (fixture->library, BW_KIND_BLOOD_GLUCOSE, FIRST_MS,
                                           FIRST_MS + 9, &n, &error));
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (bw_library_count_samples (fixture->library, BW_KIND_SLEEP, FIRST_MS, G_MAXINT64,
                                           &n, &error));
  g_assert_cmpuint (n, ==, 0);

  g_string_truncate (text, 0);
  told.stop = 2;
  g_assert_false (bw_library_each_sample (fixture->library, BW_KIND_BLOOD_GLUCOSE, G_MININT64,
                                          G_MAXINT64, tell_sample, &told, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_cmpstr (text->str, ==, "1 99.25 0 mg/dL; 3 101 -4 mg/dL; ");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  gint32 kind = fixture_kind (fixture, "K", "ms");
  gint32 source = fixture_source (fixture, "Watch");
  BwSample bad[] = {
    { FIRST_MS, FIRST_MS - 1, 1, kind, source, 0, 0, 0 },
    { FIRST_MS, FIRST_MS, NAN, kind, source, 0, 0, 0 },
    { FIRST_MS, FIRST_MS, INFINITY, kind, source, 0, 0, 0 },
    { FIRST_MS, FIRST_MS, 1, 0, source, 0, 0, 0 },
    { FIRST_MS, FIRST_MS, 1, kind, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (BwSampleWriter) writer = NULL;
      g_autoptr (GError) error = NULL;
      guint64 records = 0, n_new = 0;

      writer = bw_sample_writer_new (fixture->library, fixture_begin (fixture));
      g_assert_false (bw_sample_writer_add (writer, &bad[i], 1, &records, &n_new, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
      bw_library_rollback (fixture->library);
    }
}

/* Shuffled, in odd portions, with repeats: the same library as sorted and at once. */
static void
test_any_order (Fixture       *fixture,
                gconstpointer  data)
{
  enum { N = 12000 };
  Fixture sorted = { 0 };
  g_autoptr (GRand) rand = bw_random_new (7, "order");
  g_autofree BwSample *samples = g_new0 (BwSample, N);
  g_autofree guint *order = g_new (guint, N);
  g_autoptr (BwSampleWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump_sorted = NULL;
  g_autofree char *dump = NULL;
  guint64 records = 0, n_new = 0;
  Counts counts;

  fixture_set_up (&sorted, NULL);
  for (guint i = 0; i < N; i++)
    {
      char name[2] = { (char) ('A' + i / (N / 4)), '\0' };

      samples[i] = (BwSample) {
        .start_ms = FIRST_MS + (gint64) (i % (N / 4)) * 37000,
        .end_ms = FIRST_MS + (gint64) (i % (N / 4)) * 37000 + (i % 7) * 1000,
        .value = i % 11 + 0.5,
        .kind = fixture_kind (fixture, name, "ms"),
        .source = fixture_source (fixture, i % 2 ? "Watch" : "Phone"),
      };
      g_assert_cmpint (fixture_kind (&sorted, name, "ms"), ==, samples[i].kind);
      g_assert_cmpint (fixture_source (&sorted, i % 2 ? "Watch" : "Phone"), ==, samples[i].source);
    }
  counts = fixture_import (&sorted, samples, N);
  g_assert_cmpuint (counts.n_new, ==, N);

  bw_random_permutation (rand, order, N);
  writer = bw_sample_writer_new (fixture->library, fixture_begin (fixture));
  for (guint i = 0; i < N;)
    {
      BwSample part[500];
      guint n = (guint) g_rand_int_range (rand, 0, 500);

      n = MIN (n, N - i);
      for (guint j = 0; j < n; j++)
        part[j] = samples[order[i + j]];
      bw_sample_writer_add (writer, part, n, &records, &n_new, &error);
      bw_sample_writer_add (writer, part, n / 2, &records, &n_new, &error);
      g_assert_no_error (error);
      i += n;
    }
  bw_sample_writer_finish (writer, &error);
  g_assert_no_error (error);
  fixture_commit (fixture);
  g_assert_cmpuint (n_new, ==, N);
  g_assert_cmpuint (records, >, N);

  dump_sorted = fixture_dump (sorted.path);
  dump = fixture_dump (fixture->path);
  g_assert_cmpstr (dump, ==, dump_sorted);
  fixture_check (fixture->library, NULL);
  fixture_tear_down (&sorted, NULL);
}

static void
test_kinds (Fixture       *fixture,
            gconstpointer  data)
{
  gint32 steps = fixture_kind (fixture, BW_KIND_STEPS, "count");
  gint32 rate = fixture_kind (fixture, BW_KIND_HEART_RATE, "count/min");
  gint32 source = fixture_source (fixture, "Watch");
  g_autofree BwSample *a = fixture_make_samples (steps, source, FIRST_MS, 60000, 300);
  g_autofree BwSample *b = fixture_make_samples (rate, source, FIRST_MS + 5, 5000, 700);
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GError) error = NULL;
  const BwKindInfo *info;

  fixture_kind (fixture, "Unused", "");
  fixture_import (fixture, a, 300);
  fixture_import (fixture, b, 700);
  fixture_import (fixture, b, 700);
  kinds = bw_library_list_kinds (fixture->library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kinds->len, ==, 2);
  info = g_ptr_array_index (kinds, 0);
  g_assert_cmpstr (info->name, ==, BW_KIND_HEART_RATE);
  g_assert_cmpstr (info->unit, ==, "count/min");
  g_assert_cmpint (info->count, ==, 700);
  g_assert_cmpint (info->first_ms, ==, FIRST_MS + 5);
  g_assert_cmpint (info->last_ms, ==, FIRST_MS + 5 + 699 * 5000);
  info = g_ptr_array_index (kinds, 1);
  g_assert_cmpstr (info->name, ==, BW_KIND_STEPS);
  g_assert_cmpint (info->count, ==, 300);
}

static void
test_erase (Fixture       *fixture,
            gconstpointer  data)
{
  gint32 kind = fixture_kind (fixture, BW_KIND_HEART_RATE, "count/min");
  g_autofree BwSample *samples = NULL;
  g_autoptr (BwLibrary) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *preset = NULL;
  g_autofree char *name = NULL;
  BwLibraryCounts before, after;

  samples = fixture_make_samples (kind, fixture_source (fixture, "Watch"), FIRST_MS, 5000, 50000);
  fixture_import (fixture, samples, 50000);
  bw_library_set_setting (fixture->library, "preset", "tutorial", &error);
  bw_library_set_characteristic (fixture->library, "name", "Ann", &error);
  g_assert_no_error (error);
  bw_library_get_counts (fixture->library, &before, &error);
  fixture_add_annotation (fixture, FIRST_MS, FIRST_MS, "a private matter", "ill");
  fixture_add_forecast (fixture, FIRST_MS, "average", 0, "{}");
  bw_library_set_backtest (fixture->library,
                           &(BwBacktestRow) { .measure = (char *) "rmssd", .stride_h = 6,
                                              .fingerprint = (char *) "ff", .json = (char *) "{}" },
                           &error);
  g_assert_no_error (error);

  /* Another connection knows names by ids that are gone afterwards. */
  other = bw_library_open (fixture->path, BW_LIBRARY_WRITE, &error);
  g_assert_cmpint (bw_library_intern_kind (other, BW_KIND_HEART_RATE, "count/min", FALSE, &error),
                   ==, kind);

  bw_library_erase (fixture->library, &error);
  g_assert_no_error (error);
  bw_library_get_counts (fixture->library, &after, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after.records, ==, 0);
  g_assert_cmpint (after.first_ms, ==, 0);
  g_assert_cmpint (after.size_bytes, <, before.size_bytes / 4);
  preset = bw_library_get_setting (fixture->library, "preset");
  g_assert_cmpstr (preset, ==, "tutorial");
  name = bw_library_get_characteristic (fixture->library, "name");
  g_assert_null (name);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT (SELECT count (*) FROM annotation)"
                                                 " + (SELECT count (*) FROM forecast)"
                                                 " + (SELECT count (*) FROM backtest)"), ==, 0);
  fixture_check (fixture->library, NULL);

  bw_library_begin (other, &error);
  g_assert_no_error (error);
  bw_library_intern_kind (other, "First", "", FALSE, &error);
  bw_library_intern_kind (other, BW_KIND_HEART_RATE, "count/min", FALSE, &error);
  bw_library_commit (other, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_query (fixture->path, "SELECT count (*) FROM kind"), ==, 2);

  fixture_reopen (fixture, BW_LIBRARY_WRITE);
  fixture_check (fixture->library, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/samples/twins", test_twins);
  fixture_add ("/store/samples/twins-apart", test_twins_apart);
  fixture_add ("/store/samples/identity", test_identity);
  fixture_add ("/store/samples/names", test_names);
  fixture_add ("/store/samples/read", test_read_samples);
  fixture_add ("/store/samples/each", test_each_sample);
  fixture_add ("/store/samples/refused", test_refused);
  fixture_add ("/store/samples/any-order", test_any_order);
  fixture_add ("/store/samples/kinds", test_kinds);
  fixture_add ("/store/samples/erase", test_erase);
  return g_test_run ();
}
