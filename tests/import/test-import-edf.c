/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-edf-header.h"
#include "import/bw-edf-reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

typedef struct
{
  const char *label, *unit, *pmin, *pmax, *dmin, *dmax, *samples;
} Signal;

typedef struct
{
  const char *version, *patient, *recording, *date, *time, *bytes, *reserved, *records, *duration;
  const Signal *signals;
  guint n_signals;
  guint n_records;      /* written */
  const char **times;   /* (nullable): of each record, for the channel of annotations */
} Edf;

static const Signal plain_signals[] = {
  { "EEG Fpz-Cz", "uV", "-500", "500", "-2048", "2047", "10" },
  { "ECG I", "uV", "-3276.8", "3276.7", "-32768", "32767", "250" },
  { "Resp", "", "-1", "1", "-2048", "2047", "3" },
};

static const Edf plain = {
  .patient = "Someone", .recording = "Somewhere", .date = "04.03.23", .time = "20.59.13",
  .records = "4", .duration = "1", .signals = plain_signals, .n_signals = 3, .n_records = 4,
};

static const Signal plus_signals[] = {
  { "EDF Annotations", "", "-1", "1", "-32768", "32767", "20" },
  { "ECG II", "mV", "-3.2768", "3.2767", "-32768", "32767", "100" },
};

static void
append_field (GString    *out,
              guint       width,
              const char *text)
{
  gsize n = text != NULL ? MIN (strlen (text), width) : 0;

  g_string_append_len (out, text != NULL ? text : "", (gssize) n);
  for (; n < width; n++)
    g_string_append_c (out, ' ');
}

static gint16
stored (guint i)
{
  return (gint16) (i * 7919 % 4001 - 2000);
}

static GString *
edf_new (const Edf *edf)
{
  GString *out = g_string_new (NULL);
  g_autofree char *bytes = g_strdup_printf ("%u", 256 * (edf->n_signals + 1));
  g_autofree char *count = g_strdup_printf ("%u", edf->n_signals);

  append_field (out, 8, edf->version != NULL ? edf->version : "0");
  append_field (out, 80, edf->patient);
  append_field (out, 80, edf->recording);
  append_field (out, 8, edf->date);
  append_field (out, 8, edf->time);
  append_field (out, 8, edf->bytes != NULL ? edf->bytes : bytes);
  append_field (out, 44, edf->reserved);
  append_field (out, 8, edf->records);
  append_field (out, 8, edf->duration);
  append_field (out, 4, count);
  for (guint field = 0; field < 10; field++)
    for (guint i = 0; i < edf->n_signals; i++)
      {
        const Signal *s = &edf->signals[i];
        const char *texts[10] = { s->label, "", s->unit, s->pmin, s->pmax, s->dmin, s->dmax, "",
                                  s->samples, "" };
        static const guint widths[10] = { 16, 80, 8, 8, 8, 8, 8, 80, 8, 32 };

        append_field (out, widths[field], texts[field]);
      }

  for (guint r = 0; r < edf->n_records; r++)
    for (guint i = 0; i < edf->n_signals; i++)
      {
        guint n = (guint) g_ascii_strtoull (edf->signals[i].samples, NULL, 10);

        if (strcmp (edf->signals[i].label, "EDF Annotations") == 0)
          {
            char block[200] = { 0 };

            if (edf->times != NULL)
              g_strlcpy (block, edf->times[r], sizeof block);
            g_strdelimit (block, "|", 0x14);
            g_strdelimit (block, "~", 0);
            g_string_append_len (out, block, n * 2);
            continue;
          }
        for (guint j = 0; j < n; j++)
          {
            gint16 value = stored (r * n + j);

            g_string_append_c (out, (char) (value & 0xff));
            g_string_append_c (out, (char) (value >> 8));
          }
      }
  return out;
}

static gboolean
try_read (BwEcgFile          *file,
          const GString      *bytes,
          const char         *path,
          const BwEcgOptions *options,
          gsize               chunk,
          GError            **error)
{
  g_autoptr (BwEdfReader) reader = bw_edf_reader_new (path);

  for (gsize at = 0; at < bytes->len; at += chunk)
    {
      gsize n = MIN (chunk, bytes->len - at);
      g_autofree char *exact = g_memdup2 (bytes->str + at, n);

      if (!bw_edf_reader_push (reader, exact, n, error))
        return FALSE;
    }
  return bw_edf_reader_finish (reader, file, options, error);
}

static void
read_edf (BwEcgFile          *file,
          const Edf          *edf,
          const char         *path,
          const BwEcgOptions *options)
{
  g_autoptr (GString) bytes = edf_new (edf);
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_edf_header_sniff (bytes->str, bytes->len));
  try_read (file, bytes, path, options, 256 * 1024, &error);
  g_assert_no_error (error);
}

static void
check_samples (const BwEcgFile *file,
               guint            first,
               guint            n,
               gint32           nv)
{
  g_assert_cmpuint (file->header.n_samples, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (file->samples_nv[i], ==, stored (first + i) * nv);
}

static void
test_plain (void)
{
  g_autoptr (GString) bytes = edf_new (&plain);
  static const gsize chunks[] = { 1, 7, 255, 256, 257, 1000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_auto (BwEcgFile) file = { 0 };
      g_autoptr (GError) error = NULL;

      try_read (&file, bytes, "a/fast2/x.edf", NULL, chunks[i], &error);
      g_assert_no_error (error);
      check_samples (&file, 0, 1000, 100);
      bw_assert_near (file.header.rate_hz, 250, 0);
      g_assert_cmpstr (file.header.name, ==, "x.edf");
      g_assert_cmpstr (file.header.lead, ==, "Lead I");
      g_assert_cmpstr (file.header.device, ==, "");
      g_assert_cmpint (file.header.label, ==, BW_LABEL_FASTING);
      g_assert_true (file.header.time_known);
      g_assert_cmpint (file.header.start_ms, ==, at ("2023-03-04 20:59:13 Z"));
      g_assert_null (file.person_name);
      g_assert_null (file.date_of_birth);
      g_assert_false (file.unit_assumed);
      g_assert_cmpuint (file.n_other_signals, ==, 0);
    }
}

static void
test_plus (void)
{
  const char *times[] = { "+0.25||~+1|Lights off|", "+2.25||", "+4.25||" };
  Edf edf = {
    .patient = "MCH-0234567 F 02-MAY-1951 Haagse_Harry extra",
    .recording = "Startdate 04-JUL-2084 EMG561 BK/JOP Sony_X. MNC",
    .date = "04.07.84", .time = "20.59.13", .reserved = "EDF+C", .records = "3", .duration = "1",
    .signals = plus_signals, .n_signals = 2, .n_records = 3, .times = times,
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  const BwEcgOptions options = { .zone = berlin };
  g_auto (BwEcgFile) summer = { 0 }, winter = { 0 }, between = { 0 }, told = { 0 };

  read_edf (&summer, &edf, "x.edf", &options);
  g_assert_cmpint (summer.header.start_ms, ==, at ("2084-07-04 20:59:13.250 +0200"));
  g_assert_cmpint (summer.header.offset_min, ==, 120);
  g_assert_cmpstr (summer.header.device, ==, "Sony X.");
  g_assert_cmpstr (summer.header.lead, ==, "Lead II");
  g_assert_cmpstr (summer.person_name, ==, "Haagse Harry");
  g_assert_cmpstr (summer.date_of_birth, ==, "1951-05-02");
  g_assert_cmpstr (summer.sex, ==, "HKBiologicalSexFemale");
  check_samples (&summer, 0, 300, 100);
  bw_assert_near (summer.header.rate_hz, 100, 0);

  edf.date = "04.12.23";
  edf.recording = "Startdate X X X X";
  edf.patient = "X X X X";
  read_edf (&winter, &edf, "x.edf", &options);
  g_assert_cmpint (winter.header.start_ms, ==, at ("2023-12-04 20:59:13.250 +0100"));
  g_assert_cmpstr (winter.header.device, ==, "");
  g_assert_null (winter.person_name);
  g_assert_null (winter.date_of_birth);
  g_assert_null (winter.sex);

  edf.date = "29.10.23"; /* half past two comes twice */
  edf.time = "02.30.00";
  read_edf (&between, &edf, "x.edf", &options);
  g_assert_cmpint (between.header.start_ms, ==, at ("2023-10-29 02:30:00.250 +0200"));
  g_assert_cmpint (between.header.offset_min, ==, 120);

  edf.date = "04.12.23";
  edf.time = "20.59.13";
  edf.recording = "Startdate 04-DEC-2023 X X Watch6,7 UTC-05:30";
  read_edf (&told, &edf, "x.edf", &options);
  g_assert_cmpint (told.header.start_ms, ==, at ("2023-12-04 20:59:13.250 -0530"));
  g_assert_cmpint (told.header.offset_min, ==, -330);
  g_assert_cmpstr (told.header.device, ==, "Watch6,7");
}

/* A date that nobody knows is the first of 1985; then the caller or the name tells it. */
static void
test_undated (void)
{
  const BwEcgOptions timed = { .has_time = TRUE, .time_ms = 77, .offset_min = 60 };
  Edf edf = plain;
  g_auto (BwEcgFile) named = { 0 }, told = { 0 }, dated = { 0 }, none = { 0 };
  g_autoptr (GString) bytes = NULL;
  g_autoptr (GError) error = NULL;

  read_edf (&dated, &edf, "x.edf", &timed);
  g_assert_cmpint (dated.header.start_ms, ==, at ("2023-03-04 20:59:13 Z"));

  edf.date = "01.01.85";
  edf.time = "00.00.00";
  read_edf (&named, &edf, "ecg_2023-09-21_4.edf", NULL);
  g_assert_cmpint (named.header.start_ms, ==, at ("2023-09-21 12:00:04 Z"));
  g_assert_false (named.header.time_known);
  edf.date = "31.02.23";
  read_edf (&told, &edf, "x.edf", &timed);
  g_assert_cmpint (told.header.start_ms, ==, 77);
  bytes = edf_new (&edf);
  g_assert_false (try_read (&none, bytes, "x.edf", NULL, 1000, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

static void
test_channels (void)
{
  static const struct
  {
    const char *labels[3];
    const char *lead; /* of the one chosen; NULL: none is */
    guint chosen, n_others;
  } cases[] = {
    { { "EEG C3", "ECG", "EOG" }, "", 1, 0 },
    { { "EEG C3", "EKG1-EKG2", "EOG" }, "EKG1 EKG2", 1, 0 },
    { { "II", "ECG V2", "V5" }, "Lead V2", 1, 2 },
    { { "Lead I", "Lead II", "aVR" }, "Lead I", 0, 2 },
    { { "Resp", "MLII", "V5" }, "MLII", 1, 1 },
    { { "EEG C3", "ecg LA-RA", "EOG" }, "LA RA", 1, 0 },
    { { "EEG C3", "EEG C4", "EOG" }, NULL, 0, 0 },
    { { "Channel 1" }, "Channel 1", 0, 0 },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      Signal signals[3];
      Edf edf = plain;
      g_auto (BwEcgFile) file = { 0 };

      edf.n_signals = 0;
      for (guint i = 0; i < 3 && cases[c].labels[i] != NULL; i++, edf.n_signals++)
        {
          /* The one to be chosen has another scale. */
          signals[i] = (Signal) { cases[c].labels[i], "uV", "-3276.8", "3276.7", "-32768", "32767",
                                  "250" };
          if (i == cases[c].chosen)
            signals[i] = (Signal) { cases[c].labels[i], "mV", "3.2768", "-3.2767", "-32768",
                                    "32767", "250" };
        }
      edf.signals = signals;
      if (cases[c].lead == NULL)
        {
          g_autoptr (GString) bytes = edf_new (&edf);
          g_autoptr (GError) error = NULL;

          g_assert_false (try_read (&file, bytes, "x.edf", NULL, 1000, &error));
          g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
          g_assert_nonnull (strstr (error->message, "EEG C3, EEG C4, EOG"));
          continue;
        }
      read_edf (&file, &edf, "x.edf", NULL);
      g_assert_cmpstr (file.header.lead, ==, cases[c].lead);
      g_assert_cmpuint (file.n_other_signals, ==, cases[c].n_others);
      check_samples (&file, 0, 1000, -100);
    }
}

/* 16 bits of any range become the nanovolts next to them. */
static void
test_scale (void)
{
  static const Signal signals[] = { { "ECG", "uV", "-1000", "1000", "0", "4095", "250" } };
  Edf edf = plain;
  g_auto (BwEcgFile) file = { 0 }, assumed = { 0 };
  const Signal odd[] = { { "ECG", "counts", "-1000", "1000", "-1000", "1000", "250" } };

  edf.signals = signals;
  edf.n_signals = 1;
  edf.duration = "0.487805";
  read_edf (&file, &edf, "x.edf", NULL);
  bw_assert_near (file.header.rate_hz, 512.5, 1e-3);
  for (guint i = 0; i < 1000; i++)
    bw_assert_near (file.samples_nv[i], -1e6 + stored (i) * 2e6 / 4095, 0.5 + 1e-6);

  edf.signals = odd;
  read_edf (&assumed, &edf, "x.edf", NULL);
  g_assert_true (assumed.unit_assumed);
  g_assert_cmpint (assumed.samples_nv[7], ==, stored (7) * 1000);
}

static void
test_gaps (void)
{
  const char *times[] = { "+0||", "+1||", "+5.5||", "+6.5||", "+7.5||", "+60||" };
  const char *untold[] = { "+0||", "", "+5||", "", "", "" };
  Edf edf = plain;
  g_auto (BwEcgFile) file = { 0 }, whole = { 0 }, none = { 0 };
  g_autoptr (GString) bytes = NULL;
  g_autoptr (GError) error = NULL;

  edf.signals = plus_signals;
  edf.n_signals = 2;
  edf.reserved = "EDF+D";
  edf.records = "6";
  edf.n_records = 6;
  edf.times = times;
  read_edf (&file, &edf, "x.edf", NULL);
  check_samples (&file, 200, 300, 100);
  g_assert_cmpuint (file.n_stretches, ==, 3);
  g_assert_cmpint (file.header.start_ms, ==, at ("2023-03-04 20:59:18.500 Z"));

  edf.reserved = "EDF+C";
  read_edf (&whole, &edf, "x.edf", NULL);
  check_samples (&whole, 0, 600, 100);
  g_assert_cmpuint (whole.n_stretches, ==, 0);

  edf.reserved = "EDF+D";
  edf.times = untold;
  bytes = edf_new (&edf);
  g_assert_false (try_read (&none, bytes, "x.edf", NULL, 1000, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "record 2"));
}

/* An annotation within the last record says where its samples end. */
static void
test_recording_ends (void)
{
  const char *times[] = { "+0.1||", "+1.1||~+1.83|Recording ends|" };
  Edf edf = plain;
  g_auto (BwEcgFile) file = { 0 };

  edf.signals = plus_signals;
  edf.n_signals = 2;
  edf.reserved = "EDF+C";
  edf.records = "2";
  edf.n_records = 2;
  edf.times = times;
  read_edf (&file, &edf, "x.edf", NULL);
  check_samples (&file, 0, 173, 100);
}

static void
test_cut (void)
{
  const BwEcgOptions partial = { .partial = TRUE };
  Edf edf = plain;
  g_autoptr (GString) bytes = NULL;

  edf.records = "5";
  bytes = edf_new (&edf);
  for (gsize length = 0; length < bytes->len; length += 37)
    {
      g_autoptr (GString) cut = g_string_new_len (bytes->str, (gssize) length);
      g_auto (BwEcgFile) file = { 0 }, kept = { 0 };
      g_autoptr (GError) error = NULL, local = NULL;

      g_assert_false (try_read (&file, cut, "x.edf", NULL, 1000, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      if (try_read (&kept, cut, "x.edf", &partial, 1000, &local))
        {
          guint n = (guint) (length - 1024) / 526;

          g_assert_cmpuint (n, >, 0);
          check_samples (&kept, 0, n * 250, 100);
          g_assert_true (kept.cut);
        }
      else
        g_assert_cmpuint (length, <, 1024 + 526);
    }

  /* Recording goes on: as many as there are. */
  edf.records = "-1";
  {
    g_auto (BwEcgFile) file = { 0 };

    read_edf (&file, &edf, "x.edf", NULL);
    check_samples (&file, 0, 1000, 100);
  }

  /* More than the header tells is not the recording's. */
  edf.records = "3";
  {
    g_auto (BwEcgFile) file = { 0 };

    read_edf (&file, &edf, "x.edf", NULL);
    check_samples (&file, 0, 750, 100);
  }
}

static void
expect_refused (const Edf  *edf,
                const char *says)
{
  g_autoptr (GString) bytes = edf_new (edf);
  g_auto (BwEcgFile) file = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (try_read (&file, bytes, "x.edf", NULL, 1000, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_refused (void)
{
  static const struct
  {
    Signal signal;
    const char *says;
  } signals[] = {
    { { "ECG", "uV", "-1", "-1", "-10", "10", "250" }, "physical maximum" },
    { { "ECG", "uV", "x", "1", "-10", "10", "250" }, "physical minimum" },
    { { "ECG", "uV", "-1", "nan", "-10", "10", "250" }, "physical maximum" },
    { { "ECG", "uV", "-1", "1", "10", "10", "250" }, "digital maximum" },
    { { "ECG", "uV", "-1", "1", "10", "-10", "250" }, "digital maximum" },
    { { "ECG", "uV", "-1", "1", "-40000", "10", "250" }, "digital minimum" },
    { { "ECG", "uV", "-1", "1", "-10", "", "250" }, "digital maximum" },
    { { "ECG", "uV", "-1", "1", "-10", "10", "0" }, "number of samples" },
    { { "ECG", "uV", "-1", "1", "-10", "10", "2.5" }, "number of samples" },
    { { "ECG", "uV", "-1", "1", "-10", "10", "99999999" }, "number of samples" },
    { { "ECG", "uV", "-1", "1", "-10", "10", "49" }, "49 samples a second" },
    { { "ECG", "uV", "-1", "1", "-10", "10", "5001" }, "5001 samples a second" },
    { { "ECG", "V", "-1000", "1000", "-10", "10", "250" }, "no heart" },
  };
  Edf edf = plain;
  g_autoptr (GString) bdf = edf_new (&plain);
  g_auto (BwEcgFile) file = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      edf.signals = &signals[i].signal;
      edf.n_signals = 1;
      expect_refused (&edf, signals[i].says);
    }

  edf = plain;
  edf.version = "1";
  expect_refused (&edf, "not an EDF file");
  edf = plain;
  edf.bytes = "512";
  expect_refused (&edf, "number of bytes");
  edf = plain;
  edf.records = "-2";
  expect_refused (&edf, "number of data records");
  edf.records = "99999999";
  expect_refused (&edf, "8 million");
  edf.records = "0";
  expect_refused (&edf, "no ECG samples");
  edf = plain;
  edf.duration = "0";
  expect_refused (&edf, "duration");
  edf.duration = "1e-400";
  expect_refused (&edf, "duration");
  edf.duration = "-1";
  expect_refused (&edf, "duration");

  g_string_overwrite_len (bdf, 0, "\xff" "BIOSEMI", 8);
  g_assert_true (bw_edf_header_sniff (bdf->str, bdf->len));
  g_assert_false (try_read (&file, bdf, "x.bdf", NULL, 1000, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "EDF+"));
  g_assert_false (bw_edf_header_sniff ("0       ", 8));
}

/* Alone, and among others in a folder. */
static void
test_door (void)
{
  g_auto (Fixture) f = { 0 };
  g_autoptr (GString) good = edf_new (&plain);
  g_autoptr (BwImportResult) alone = NULL, folder = NULL, mixed = NULL;
  g_autofree char *path = NULL, *in = NULL;
  g_autoptr (GArray) recordings = NULL;
  Edf other = plain;
  g_autoptr (GString) sleep = NULL;
  static const Signal eeg[] = { { "EEG", "uV", "-1", "1", "-9", "9", "250" },
                                { "EOG", "uV", "-1", "1", "-9", "9", "250" } };

  fixture_open (&f);
  g_assert_true (bw_library_set_setting (f.library, "zone", "Europe/Berlin", NULL));
  path = fixture_write (&f, "fast1/a.edf", good->str, good->len);
  alone = fixture_import (&f, path, NULL);
  g_assert_cmpuint (alone->total->ecgs, ==, 1);
  g_assert_cmpuint (alone->total->ecg_samples, ==, 1000);
  g_assert_cmpstr (((BwImport *) alone->files->pdata[0])->format, ==, "edf");

  other.signals = eeg;
  other.n_signals = 2;
  sleep = edf_new (&other);
  g_free (fixture_write (&f, "sleep/b.EDF", sleep->str, sleep->len));
  g_string_overwrite_len (sleep, 0, "\xff" "BIOSEMI", 8);
  g_free (fixture_write (&f, "sleep/c.bdf", sleep->str, sleep->len));
  in = g_build_filename (f.folder, "in", NULL);
  folder = fixture_import (&f, in, NULL);
  g_assert_cmpstr (((BwImport *) folder->files->pdata[0])->format, ==, "edf");
  g_assert_cmpuint (folder->total->ecgs, ==, 1);
  g_assert_cmpuint (folder->total->skipped, ==, 2);
  g_assert_cmpint (problem_count (folder->total, "“b.EDF” holds no channel"), ==, 1);
  g_assert_cmpint (problem_count (folder->total, "“c.bdf” is a BDF file"), ==, 1);

  g_free (fixture_write (&f, "glucose2/ecg_2023-09-21.csv",
                         "Sample Rate,512 hertz\n1\n2\n3\n", 28));
  mixed = fixture_import (&f, in, NULL);
  g_assert_cmpstr (((BwImport *) mixed->files->pdata[0])->format, ==, "apple-ecg");
  g_assert_cmpuint (mixed->total->ecgs, ==, 2);

  recordings = bw_library_read_recordings (f.library, NULL);
  g_assert_cmpuint (recordings->len, ==, 2);
  g_assert_cmpint (g_array_index (recordings, BwRecording, 0).start_ms, ==,
                   at ("2023-03-04 20:59:13 +0100"));
  g_assert_cmpint (g_array_index (recordings, BwRecording, 0).label, ==, BW_LABEL_FASTING);
  g_assert_cmpint (g_array_index (recordings, BwRecording, 1).label, ==, BW_LABEL_GLUCOSE);
}

/* In a zip, longer than what is looked at first. */
static void
test_zip (void)
{
  g_auto (Fixture) f = { 0 };
  Edf edf = plain;
  g_autoptr (GString) bytes = NULL;
  g_autofree char *path = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) recordings = NULL, samples_nv = NULL;
  struct archive *a = archive_write_new ();

  fixture_open (&f);
  edf.records = "200";
  edf.n_records = 200;
  bytes = edf_new (&edf);
  path = g_build_filename (f.folder, "x.zip", NULL);
  g_assert_cmpint (archive_write_set_format_zip (a), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_filename (a, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < 2; i++)
    {
      struct archive_entry *e = archive_entry_new ();
      gsize n = i == 0 ? bytes->len : bytes->len - 1000; /* the second breaks off */

      archive_entry_set_pathname (e, i == 0 ? "ecgs/glucose1/a.edf" : "ecgs/b.edf");
      archive_entry_set_filetype (e, AE_IFREG);
      archive_entry_set_size (e, (gint64) n);
      g_assert_cmpint (archive_write_header (a, e), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (a, bytes->str, n), ==, (int) n);
      archive_entry_free (e);
    }
  g_assert_cmpint (archive_write_close (a), ==, ARCHIVE_OK);
  archive_write_free (a);

  result = fixture_import (&f, path, NULL);
  g_assert_cmpuint (result->total->ecgs, ==, 1);
  g_assert_cmpuint (result->total->skipped, ==, 1);
  g_assert_cmpint (problem_count (result->total, "“b.edf” breaks off after 198 of 200"), ==, 1);
  recordings = bw_library_read_recordings (f.library, NULL);
  g_assert_cmpuint (recordings->len, ==, 1);
  g_assert_cmpint (g_array_index (recordings, BwRecording, 0).label, ==, BW_LABEL_GLUCOSE);
  samples_nv = bw_library_read_ecg_nv (f.library, g_array_index (recordings, BwRecording, 0).id,
                                       NULL);
  g_assert_cmpuint (samples_nv->len, ==, 200 * 250);
  for (guint i = 0; i < samples_nv->len; i++)
    g_assert_cmpint (g_array_index (samples_nv, gint32, i), ==, stored (i) * 100);
}

/* One that breaks off is refused by itself, and kept as far as it goes where that is asked for. */
static void
test_partial (void)
{
  const BwImportOptions partial = { .partial = TRUE };
  g_auto (Fixture) f = { 0 };
  g_autoptr (GString) bytes = edf_new (&plain);
  g_autofree char *path = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (&f);
  path = fixture_write (&f, "x.edf", bytes->str, bytes->len - 700);
  g_assert_null (fixture_try (&f, path, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "“x.edf” breaks off after 2 of 4 seconds"));
  result = fixture_import (&f, path, &partial);
  g_assert_cmpuint (result->total->ecg_samples, ==, 500);
  g_assert_cmpint (problem_count (result->total, "The file breaks off here"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/edf/plain", test_plain);
  g_test_add_func ("/import/edf/plus", test_plus);
  g_test_add_func ("/import/edf/undated", test_undated);
  g_test_add_func ("/import/edf/channels", test_channels);
  g_test_add_func ("/import/edf/scale", test_scale);
  g_test_add_func ("/import/edf/gaps", test_gaps);
  g_test_add_func ("/import/edf/recording-ends", test_recording_ends);
  g_test_add_func ("/import/edf/cut", test_cut);
  g_test_add_func ("/import/edf/refused", test_refused);
  g_test_add_func ("/import/edf/door", test_door);
  g_test_add_func ("/import/edf/zip", test_zip);
  g_test_add_func ("/import/edf/partial", test_partial);
  return g_test_run ();
}
