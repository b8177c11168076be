/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "export/bw-export-sample.h"
#include "export/bw-sample-private.h"

#include "bw-test.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The export read back with libarchive, GMarkup and nothing of ours. */
typedef struct
{
  char *path;
  GHashTable *files; /* name → GString */
} Export;

static char *folder;
static Export *sample; /* of the default options, made once */

static Export *
export_new (const BwSampleOptions *options)
{
  Export *self = g_new0 (Export, 1);
  g_autoptr (GError) error = NULL;
  struct archive *zip = archive_read_new ();
  struct archive_entry *entry;

  self->path = g_build_filename (folder, "sample.zip", NULL);
  bw_export_sample (self->path, options, NULL, NULL, &error);
  g_assert_no_error (error);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  archive_read_support_format_zip (zip);
  g_assert_cmpint (archive_read_open_filename (zip, self->path, 65536), ==, ARCHIVE_OK);
  while (archive_read_next_header (zip, &entry) == ARCHIVE_OK)
    {
      char *name = g_strdup (archive_entry_pathname (entry));
      gint64 size = archive_entry_size (entry);
      char *text = g_malloc ((gsize) size + 1);

      g_assert_cmpint (archive_read_data (zip, text, (gsize) size), ==, size);
      text[size] = '\0';
      g_assert_true (g_hash_table_insert (self->files, name, text));
    }
  archive_read_free (zip);
  return self;
}

static const char *
export_xml (Export *self)
{
  return g_hash_table_lookup (self->files, "apple_health_export/export.xml");
}

static void
export_free (Export *self)
{
  g_hash_table_unref (self->files);
  g_free (self->path);
  g_free (self);
}

/* What the XML holds. */
typedef struct
{
  GHashTable *elements; /* name → count */
  GHashTable *types;    /* type of the top-level records → count */
  GArray *rmssd;        /* of each reading, from contiguous beats, ms */
  GArray *lengths;      /* beats of each reading */
  gboolean clock_shifted;
  gint64 last_end_ms;

  gint64 start_ms, end_ms; /* of the open reading */
  int offset_min;
  GArray *beats;           /* double s of the day, int bpm */
} Parsed;

typedef struct
{
  double second;
  int bpm;
} Beat;

static void
count (GHashTable *table,
       const char *key)
{
  g_hash_table_insert (table, g_strdup (key),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (table, key)) + 1));
}

static guint
counted (GHashTable *table,
         const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (table, key));
}

/* "6:14:48.94 PM", "18:14:48,94" → seconds of the day. */
static double
read_clock (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  double hour = g_ascii_strtod (parts[0], NULL);

  g_strdelimit (parts[2], ",", '.');
  if (strstr (text, "PM") != NULL)
    hour = fmod (hour, 12) + 12;
  else if (strstr (text, "AM") != NULL)
    hour = fmod (hour, 12);
  return hour * 3600 + g_ascii_strtod (parts[1], NULL) * 60 + g_ascii_strtod (parts[2], NULL);
}

static void
on_start (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Parsed *parsed = user_data;
  const char *type = NULL, *start = NULL, *end = NULL, *time = NULL, *bpm = NULL;
  const GSList *stack = g_markup_parse_context_get_element_stack (context);

  count (parsed->elements, element);
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], "type") == 0)
      type = values[i];
    else if (strcmp (names[i], "startDate") == 0)
      start = values[i];
    else if (strcmp (names[i], "endDate") == 0)
      end = values[i];
    else if (strcmp (names[i], "time") == 0)
      time = values[i];
    else if (strcmp (names[i], "bpm") == 0)
      bpm = values[i];

  if (strcmp (element, "Record") == 0)
    {
      if (strcmp (stack->next->data, "HealthData") == 0)
        count (parsed->types, type);
      g_assert_true (bw_time_parse (start, strlen (start), &parsed->start_ms, &parsed->offset_min));
      g_assert_true (bw_time_parse (end, strlen (end), &parsed->end_ms, NULL));
      g_assert_cmpint (parsed->end_ms, >=, parsed->start_ms);
      parsed->last_end_ms = MAX (parsed->last_end_ms, parsed->end_ms);
      g_array_set_size (parsed->beats, 0);
    }
  else if (strcmp (element, "InstantaneousBeatsPerMinute") == 0)
    {
      Beat beat = { read_clock (time), atoi (bpm) };

      g_assert_cmpint (beat.bpm, >, 20);
      g_array_append_val (parsed->beats, beat);
    }
}

/* RMSSD over differences of neighbouring intervals, from the times alone. */
static void
on_end (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  Parsed *parsed = user_data;
  double last = -1, squares = 0, rmssd, first;
  guint n = 0;

  if (strcmp (element, "HeartRateVariabilityMetadataList") != 0)
    return;

  first = fmod (parsed->start_ms / 1000.0 + parsed->offset_min * 60, 86400);
  first = g_array_index (parsed->beats, Beat, 0).second - first;
  first = fmod (first + 86400, 86400);
  if (first > 60)
    {
      bw_assert_near (fmod (first, 3600), 2.5, 3);
      parsed->clock_shifted = TRUE;
    }

  for (guint i = 1; i < parsed->beats->len; i++)
    {
      const Beat *beat = &g_array_index (parsed->beats, Beat, i);
      double rr = 1000 * fmod (beat->second - (beat - 1)->second + 86400, 86400);

      g_assert_cmpfloat (rr, >, 0);
      if (fabs (rr - 60000.0 / beat->bpm) > 15 + 30000.0 / beat->bpm / beat->bpm)
        last = -1;
      else
        {
          if (last > 0 && fabs (rr - last) < 400)
            {
              squares += (rr - last) * (rr - last);
              n++;
            }
          last = rr;
        }
    }
  rmssd = n > 20 ? sqrt (squares / n) : 0;
  g_array_append_val (parsed->rmssd, rmssd);
  g_array_append_val (parsed->lengths, parsed->beats->len);
}

static Parsed *
parse (const char *xml)
{
  static const GMarkupParser parser = { .start_element = on_start, .end_element = on_end };
  Parsed *parsed = g_new0 (Parsed, 1);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) error = NULL;
  /* GMarkup knows no internal subset. */
  const char *body = strstr (xml, "<HealthData locale");

  parsed->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parsed->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parsed->rmssd = g_array_new (FALSE, FALSE, sizeof (double));
  parsed->lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  parsed->beats = g_array_new (FALSE, FALSE, sizeof (Beat));
  context = g_markup_parse_context_new (&parser, 0, parsed, NULL);
  g_assert_nonnull (body);
  g_markup_parse_context_parse (context, body, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return parsed;
}

static void
parsed_free (Parsed *parsed)
{
  g_hash_table_unref (parsed->elements);
  g_hash_table_unref (parsed->types);
  g_array_unref (parsed->rmssd);
  g_array_unref (parsed->lengths);
  g_array_unref (parsed->beats);
  g_free (parsed);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
test_contents (void)
{
  static const char *const kinds[] = {
    "HKQuantityTypeIdentifierHeartRate",
    "HKQuantityTypeIdentifierRestingHeartRate",
    "HKQuantityTypeIdentifierOxygenSaturation",
    "HKQuantityTypeIdentifierStepCount",
    "HKQuantityTypeIdentifierActiveEnergyBurned",
    "HKCategoryTypeIdentifierSleepAnalysis",
    "HKQuantityTypeIdentifierHeartRateVariabilitySDNN",
    "HKQuantityTypeIdentifierBloodPressureSystolic",
  };
  Parsed *parsed = parse (export_xml (sample));
  const BwSampleOptions options = { 0 };
  g_autoptr (BwSimulated) life = bw_sample_simulate (&options);
  g_autoptr (GArray) off = g_array_new (FALSE, FALSE, sizeof (double));
  guint n;

  g_assert_true (g_str_has_prefix (export_xml (sample), "<?xml version=\"1.0\""));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (counted (parsed->types, kinds[i]), >, 10);
  g_assert_cmpuint (counted (parsed->types, kinds[0]), >, 20000);
  g_assert_cmpuint (counted (parsed->elements, "Workout"), >, 40);
  g_assert_cmpuint (counted (parsed->elements, "ActivitySummary"), >, 120);
  g_assert_cmpuint (counted (parsed->elements, "Correlation"), ==, 11);
  g_assert_false (parsed->clock_shifted);

  n = parsed->rmssd->len;
  g_assert_cmpuint (n, ==,
                    counted (parsed->types, "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"));
  g_assert_cmpuint (n, >, 120 * 5);
  g_assert_cmpuint (n, <=, life->readings->len);

  /* The beats have the RMSSD of the life, but for what lost beats and the 10 ms clock do to it. */
  for (guint i = 0; i < n; i++)
    {
      double told = g_array_index (parsed->rmssd, double, i);
      double truth = g_array_index (life->readings, BwSimulatedReading, i).ln_rmssd;

      if (told > 8 && exp (truth) < 150)
        {
          double difference = 0.5 * log (told * told - 50) - truth;

          g_array_append_val (off, difference);
        }
    }
  g_assert_cmpfloat (off->len, >, 0.9 * n);
  g_assert_cmpfloat (off->len, <, n);
  g_array_sort (off, compare_doubles);
  bw_assert_near (g_array_index (off, double, off->len / 2), 0, 0.02);
  bw_assert_near (g_array_index (off, double, off->len / 10), -0.08, 0.08);
  bw_assert_near (g_array_index (off, double, off->len * 8 / 10), 0.05, 0.05);

  parsed_free (parsed);
}

/* The wall clock of the beats and the printed offset: the same season, the other season. */
static void
test_variants (void)
{
  BwSampleOptions options = { .days = 30, .seed = 2 };
  Export *plain, *variant;
  Parsed *a, *b;

  plain = export_new (&options);
  options.comma = TRUE;
  options.clock_12h = TRUE;
  options.winter_shift = TRUE;
  variant = export_new (&options);
  a = parse (export_xml (plain));
  b = parse (export_xml (variant));

  g_assert_nonnull (strstr (export_xml (plain), " +0200\""));
  g_assert_null (strstr (export_xml (plain), " +0100\""));
  g_assert_null (strstr (export_xml (plain), " PM\""));
  g_assert_nonnull (strstr (export_xml (variant), " +0100\""));
  g_assert_null (strstr (export_xml (variant), " +0200\""));
  g_assert_nonnull (strstr (export_xml (variant), " PM\""));
  g_assert_true (b->clock_shifted);

  /* The same beats at the same instants. */
  g_assert_cmpint (a->last_end_ms, ==, b->last_end_ms);
  g_assert_cmpuint (a->rmssd->len, ==, b->rmssd->len);
  for (guint i = 0; i < a->rmssd->len; i++)
    bw_assert_near (g_array_index (a->rmssd, double, i), g_array_index (b->rmssd, double, i), 1e-6);

  parsed_free (a);
  parsed_free (b);
  export_free (plain);
  export_free (variant);
}

static void
test_ecgs (void)
{
  GHashTableIter iter;
  gpointer name, text;
  guint n = 0, morning = 0;

  g_hash_table_iter_init (&iter, sample->files);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      const char *date, *line;
      double most = 0;
      guint samples = 0;

      if (!g_str_has_prefix (name, "apple_health_export/electrocardiograms/ecg_2025-"))
        continue;
      n++;
      g_assert_true (g_str_has_prefix (text, "Name,"));
      date = strstr (text, "\nRecorded Date,") + strlen ("\nRecorded Date,");
      g_assert_true (strncmp (date, strstr (name, "ecg_") + 4, 10) == 0);
      g_assert_nonnull (strstr (text, "\nSample Rate,512 hertz\n\n\nLead,Lead I\n"));
      morning += strncmp (date + 11, "07:3", 4) == 0;
      for (line = strstr (text, "\nUnit,µV\n\n") + strlen ("\nUnit,µV\n\n"); *line != '\0'; line++)
        {
          char *end;
          double uv = g_ascii_strtod (line, &end);

          g_assert_true (end > line && *end == '\n');
          line = end;
          if (samples++ > 2000)
            most = MAX (most, uv);
        }
      g_assert_cmpuint (samples, ==, 15360);
      g_assert_cmpfloat (most, >, 300);
      g_assert_cmpfloat (most, <, 2500);
    }
  g_assert_cmpuint (n, >=, 56);
  g_assert_cmpuint (morning, >=, 30);
}

static char *
digest_of (const BwSampleOptions *options)
{
  g_autofree char *path = g_build_filename (folder, "digest.zip", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  bw_export_sample (path, options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

/* Not even the machine's zone or language may show in the bytes. */
static void
test_same_bytes (void)
{
  BwSampleOptions options = { .days = 30 };
  g_autofree char *here = digest_of (&options);
  g_autofree char *there = NULL;
  g_autofree char *other = NULL;
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  g_setenv ("TZ", "Asia/Kolkata", TRUE);
  setlocale (LC_ALL, "de_DE.UTF-8");
  there = digest_of (&options);
  setlocale (LC_ALL, "C");
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");

  options.seed = 1;
  other = digest_of (&options);
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpstr (here, !=, other);
}

static void
test_failures (void)
{
  BwSampleOptions options = { .days = 3 };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *path = g_build_filename (folder, "never.zip", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "absent", "never.zip", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_false (bw_export_sample (path, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_clear_error (&error);

  options.days = 30;
  g_assert_false (bw_export_sample (nowhere, &options, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* A pipe or device is not replaced by a file. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_false (bw_export_sample (pipe, &options, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (g_file_test (pipe, G_FILE_TEST_IS_REGULAR));

  g_cancellable_cancel (cancelled);
  g_assert_false (bw_export_sample (path, &options, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "never"));
}

int
main (int    argc,
      char **argv)
{
  const BwSampleOptions options = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = bw_test_make_folder ();
  sample = export_new (&options);

  g_test_add_func ("/sample/contents", test_contents);
  g_test_add_func ("/sample/variants", test_variants);
  g_test_add_func ("/sample/ecgs", test_ecgs);
  g_test_add_func ("/sample/same-bytes", test_same_bytes);
  g_test_add_func ("/sample/failures", test_failures);

  status = g_test_run ();
  export_free (sample);
  bw_test_remove_folder (folder);
  return status;
}
