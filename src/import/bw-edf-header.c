/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-edf-header.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-ecg-file.h"
#include "import/bw-ecg-line.h"
#include "import/bw-edf-reader.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_SIGNALS 512
#define MAX_SHOWN_LABELS 12
#define ROUNDED_RESOLUTION 1.5e-5 /* a duration with decimals as fine as this was rounded */
#define MAX_OFFSET_MIN (18 * 60)
#define CLIPPED_YEAR 85 /* two-digit years: 85 … 99 are of the 20th century */

/* Where the fields of the first part lie, and their widths. */
#define PATIENT 8, 80
#define RECORDING 88, 80
#define START_DATE 168, 8
#define START_TIME 176, 8
#define HEADER_BYTES 184, 8
#define RESERVED 192, 44
#define N_RECORDS 236, 8
#define DURATION 244, 8
#define N_SIGNALS 252, 4

/* The fields of the signals follow, each for all signals: widths, in their order. */
typedef enum {
  LABEL,
  TRANSDUCER,
  UNIT,
  PHYSICAL_MIN,
  PHYSICAL_MAX,
  DIGITAL_MIN,
  DIGITAL_MAX,
  PREFILTER,
  N_SAMPLES,
  N_FIELDS,
} Field;

static const guint widths[N_FIELDS] = { 16, 80, 8, 8, 8, 8, 8, 80, 8 };

typedef struct
{
  const char *bytes;
  const char *shown;
  guint n_signals;
} Fields;

/* A field's text without the blanks that fill it. Some writers fill with NUL. */
static BwSlice
take_field (const char *bytes,
            gsize       at,
            gsize       width)
{
  BwSlice field = { bytes + at, width };

  while (field.length > 0
         && (field.text[field.length - 1] == ' ' || field.text[field.length - 1] == 0))
    field.length--;
  while (field.length > 0 && *field.text == ' ')
    {
      field.text++;
      field.length--;
    }
  return field;
}

/* The same as UTF-8: what is not ASCII was Latin-1, mostly. Returns: (transfer full) */
static char *
dup_field (const char *bytes,
           gsize       at,
           gsize       width)
{
  BwSlice field = take_field (bytes, at, width);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < field.length; i++)
    {
      guint8 c = (guint8) field.text[i];

      g_string_append_unichar (text, c < 0x20 || (c >= 0x7f && c < 0xa0) ? ' ' : c);
    }
  return g_string_free (text, FALSE);
}

static gsize
signal_at (const Fields *fields,
           Field         field,
           guint         i)
{
  gsize at = BW_EDF_FIRST_BYTES;

  for (Field f = LABEL; f < field; f++)
    at += (gsize) widths[f] * fields->n_signals;
  return at + (gsize) widths[field] * i;
}

static gboolean
parse_number (BwSlice  field,
              double   min,
              double   max,
              double  *value)
{
  return bw_ecg_parse_number (field, value, NULL) && *value >= min && *value <= max;
}

static gboolean
parse_whole (BwSlice  field,
             double   min,
             double   max,
             gint64  *value)
{
  double number;

  if (!parse_number (field, min, max, &number) || number != floor (number))
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}

static gboolean
set_field_error (const char  *shown,
                 const char  *field,
                 GError     **error)
{
  /* Translators: a file name, and the English name of a field of its header */
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
               _("“%s” is no valid EDF file: its header’s “%s” makes no sense"), shown, field);
  return FALSE;
}

static gboolean
get_signal_number (const Fields  *fields,
                   Field          field,
                   guint          i,
                   double         min,
                   double         max,
                   const char    *name,
                   double        *value,
                   GError       **error)
{
  BwSlice text = take_field (fields->bytes, signal_at (fields, field, i), widths[field]);

  return parse_number (text, min, max, value) || set_field_error (fields->shown, name, error);
}

gboolean
bw_edf_header_sniff (const char *beginning,
                     gsize       length)
{
  if (length >= 8 && memcmp (beginning, "\xff" "BIOSEMI", 8) == 0)
    return TRUE;
  return length >= BW_EDF_FIRST_BYTES && memcmp (beginning, "0       ", 8) == 0
         && bw_edf_header_get_size (beginning, "", NULL) > 0;
}

gsize
bw_edf_header_get_size (const char  *first,
                        const char  *shown,
                        GError     **error)
{
  gint64 size, n;

  if (memcmp (first, "\xff" "BIOSEMI", 8) == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” is a BDF file, with samples of 24 bits, which are not read; convert it to "
                     "EDF+ first"),
                   shown);
      return 0;
    }
  if (memcmp (first, "0       ", 8) != 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is not an EDF file"), shown);
      return 0;
    }
  if (!parse_whole (take_field (first, N_SIGNALS), 1, MAX_SIGNALS, &n))
    {
      set_field_error (shown, "number of signals", error);
      return 0;
    }
  if (!parse_whole (take_field (first, HEADER_BYTES), 0, 1e8, &size)
      || size != BW_EDF_FIRST_BYTES * (n + 1))
    {
      set_field_error (shown, "number of bytes in header record", error);
      return 0;
    }
  return (gsize) size;
}

/* When the recording began */

static gboolean
parse_pair (const char *s,
            int         max,
            int        *value)
{
  if (!g_ascii_isdigit (s[0]) || !g_ascii_isdigit (s[1]))
    return FALSE;
  *value = (s[0] - '0') * 10 + s[1] - '0';
  return *value <= max;
}

static gboolean
is_date (int year,
         int month,
         int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
         && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* `04-MAR-2023` as a count of days. */
static gboolean
parse_long_date (const char *text,
                 gint64     *days)
{
  static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  int day, century, year;

  if (strlen (text) != 11 || text[2] != '-' || text[6] != '-' || !parse_pair (text, 31, &day)
      || !parse_pair (text + 7, 99, &century) || !parse_pair (text + 9, 99, &year))
    return FALSE;
  year += century * 100;
  for (int month = 1; month <= 12; month++)
    if (g_ascii_strncasecmp (text + 3, months + (month - 1) * 3, 3) == 0
        && is_date (year, month, day))
      {
        *days = bw_time_days_from_civil (year, month, day);
        return TRUE;
      }
  return FALSE;
}

/* @clock_ms: (out): of the day */
static gboolean
read_clock (const char *bytes,
            gint64     *clock_ms)
{
  BwSlice time = take_field (bytes, START_TIME);
  int hour, minute, second;

  if (time.length != 8 || !parse_pair (time.text, 23, &hour)
      || !parse_pair (time.text + 3, 59, &minute) || !parse_pair (time.text + 6, 59, &second))
    return FALSE;
  *clock_ms = hour * BW_TIME_HOUR + minute * BW_TIME_MINUTE + second * BW_TIME_SECOND;
  return TRUE;
}

/* The year is of two digits; EDF+ tells it whole elsewhere, and here “yy” after 2084. */
static void
read_start (BwEdfHeader *header,
            const char  *bytes)
{
  BwSlice date = take_field (bytes, START_DATE);
  int day, month, year;
  gint64 clock_ms;

  if (date.length != 8 || !read_clock (bytes, &clock_ms) || !parse_pair (date.text, 31, &day)
      || !parse_pair (date.text + 3, 12, &month) || !parse_pair (date.text + 6, 99, &year))
    return;
  year += year >= CLIPPED_YEAR ? 1900 : 2000;

  /* The beginning of EDF's time stands for none. */
  if (!is_date (year, month, day) || (year == 1985 && month == 1 && day == 1 && clock_ms == 0))
    return;
  header->has_start = TRUE;
  header->local_ms = bw_time_days_from_civil (year, month, day) * BW_TIME_DAY + clock_ms;
}

/* A subfield of EDF+, whose blanks are underscores and whose “X” is for unknown.
 * Returns: (transfer full) (nullable) */
static char *
dup_subfield (char **words,
              guint  n,
              guint  i)
{
  if (i >= n || *words[i] == 0 || strcmp (words[i], "X") == 0)
    return NULL;
  return g_strdelimit (g_strdup (words[i]), "_", ' ');
}

/* “code sex birthdate name …” */
static void
read_patient (BwEdfHeader *header,
              const char  *bytes)
{
  g_autofree char *text = dup_field (bytes, PATIENT);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);
  g_autofree char *sex = dup_subfield (words, n, 1);
  gint64 days;

  if (g_strcmp0 (sex, "F") == 0)
    header->sex = g_strdup ("HKBiologicalSexFemale");
  else if (g_strcmp0 (sex, "M") == 0)
    header->sex = g_strdup ("HKBiologicalSexMale");
  if (n > 2 && parse_long_date (words[2], &days))
    header->date_of_birth = bw_time_format_day (days);
  header->person_name = dup_subfield (words, n, 3);
}

/* “Startdate date code technician equipment …”; our own files tell their zone after that. */
static void
read_recording (BwEdfHeader *header,
                const char  *bytes)
{
  g_autofree char *text = dup_field (bytes, RECORDING);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);
  gint64 days, clock_ms;

  if (n < 2 || strcmp (words[0], "Startdate") != 0)
    return;
  if (parse_long_date (words[1], &days) && read_clock (bytes, &clock_ms))
    {
      header->has_start = TRUE;
      header->local_ms = days * BW_TIME_DAY + clock_ms;
    }
  header->device = dup_subfield (words, n, 4);
  for (guint i = 5; i < n; i++)
    {
      int hours, minutes;

      if (strcmp (words[i], "time_unknown") == 0)
        header->time_unknown = TRUE;
      else if (strlen (words[i]) == 9 && g_str_has_prefix (words[i], "UTC")
               && (words[i][3] == '+' || words[i][3] == '-') && words[i][6] == ':'
               && parse_pair (words[i] + 4, 18, &hours) && parse_pair (words[i] + 7, 59, &minutes)
               && hours * 60 + minutes <= MAX_OFFSET_MIN)
        {
          header->has_offset = TRUE;
          header->offset_min = (words[i][3] == '-' ? -1 : 1) * (hours * 60 + minutes);
        }
    }
}

/* Which channel */

typedef enum {
  OTHER,
  NAMES_LEAD, /* "MLII": so are leads of an ECG called */
  NAMES_ECG,
} Rank;

static gboolean
is_lead (const char *word)
{
  static const char *const leads[] = {
    "i", "ii", "iii", "avr", "avl", "avf", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9",
    "mli", "mlii", "mliii", "mv1", "mv2", "mv5", "mcl1", "mcl6", "cm2", "cm5", "cc5", "cs5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_ascii_strcasecmp (word, leads[i]) == 0)
      return TRUE;
  return FALSE;
}

/* @lead: (out) (transfer full): "Lead I" of "ECG I", "Lead I" and "I", else what stands there */
static Rank
rank_label (const char  *label,
            char       **lead)
{
  g_auto (GStrv) words = g_strsplit_set (label, " -_:.", -1);
  g_autoptr (GString) rest = g_string_new (NULL);
  Rank rank = OTHER;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (words[i], "ecg", 3) == 0
          || g_ascii_strncasecmp (words[i], "ekg", 3) == 0)
        {
          rank = NAMES_ECG;
          if (words[i][3] == 0)
            continue;
        }
      else if (g_ascii_strcasecmp (words[i], "lead") == 0)
        continue;
      if (*words[i] != 0)
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[i]);
    }
  if (is_lead (rest->str))
    {
      gboolean plain = strchr ("iIvVaA", rest->str[0]) != NULL;

      *lead = plain ? g_strconcat ("Lead ", rest->str, NULL) : g_strdup (rest->str);
      return MAX (rank, NAMES_LEAD);
    }
  *lead = rank == NAMES_ECG ? g_strdup (rest->str) : g_strdup (label);
  return rank;
}

static gboolean
set_no_ecg (const Fields  *fields,
            GError       **error)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < MIN (fields->n_signals, MAX_SHOWN_LABELS); i++)
    {
      g_autofree char *label = dup_field (fields->bytes, signal_at (fields, LABEL, i), 16);

      g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "", label);
    }
  if (fields->n_signals > MAX_SHOWN_LABELS)
    g_string_append (labels, ", …");
  /* Translators: a file name, and the names of what it holds: “EEG Fpz, EOG” */
  g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
               _("“%s” holds no channel that is called an ECG, only: %s"), fields->shown,
               labels->str);
  return FALSE;
}

static gboolean
is_annotations (const Fields *fields,
                guint         i)
{
  BwSlice label = take_field (fields->bytes, signal_at (fields, LABEL, i), 16);

  return bw_slice_is (label, "EDF Annotations");
}

/* The first channel called an ECG; else the first called like a lead of one; else the only one
 * there is, where it is a voltage. */
static gboolean
choose_channel (BwEdfHeader   *header,
                const Fields  *fields,
                guint         *chosen,
                GError       **error)
{
  Rank best = OTHER;
  guint n_leads = 0, n_ordinary = 0, only = 0;

  for (guint i = 0; i < fields->n_signals; i++)
    {
      g_autofree char *label = dup_field (fields->bytes, signal_at (fields, LABEL, i), 16);
      g_autofree char *lead = NULL;
      Rank rank;

      if (is_annotations (fields, i))
        continue;
      n_ordinary++;
      only = i;
      rank = rank_label (label, &lead);
      n_leads += rank > OTHER;
      if (rank <= best)
        continue;
      best = rank;
      *chosen = i;
      g_free (header->lead);
      header->lead = g_steal_pointer (&lead);
    }
  if (best == OTHER)
    {
      g_autofree char *unit = dup_field (fields->bytes, signal_at (fields, UNIT, only), 8);

      if (n_ordinary != 1 || bw_ecg_unit_in_nv (unit) == 0)
        return set_no_ecg (fields, error);
      *chosen = only;
      header->lead = dup_field (fields->bytes, signal_at (fields, LABEL, only), 16);
    }
  header->n_other_leads = n_leads > 0 ? n_leads - 1 : 0;
  return TRUE;
}

static gboolean
set_scale (BwEdfHeader   *header,
           const Fields  *fields,
           guint          i,
           GError       **error)
{
  g_autofree char *unit = dup_field (fields->bytes, signal_at (fields, UNIT, i), 8);
  double nv = (double) bw_ecg_unit_in_nv (unit);
  double pmin, pmax, dmin, dmax;

  header->unit_assumed = nv <= 0;
  if (header->unit_assumed)
    nv = 1000;
  if (!get_signal_number (fields, PHYSICAL_MIN, i, -1e9, 1e9, "physical minimum", &pmin, error)
      || !get_signal_number (fields, PHYSICAL_MAX, i, -1e9, 1e9, "physical maximum", &pmax, error)
      || !get_signal_number (fields, DIGITAL_MIN, i, -32768, 32767, "digital minimum", &dmin, error)
      || !get_signal_number (fields, DIGITAL_MAX, i, -32768, 32767, "digital maximum", &dmax,
                             error))
    return FALSE;
  if (dmin >= dmax)
    return set_field_error (fields->shown, "digital maximum", error);
  if (fabs (pmax - pmin) <= 0)
    return set_field_error (fields->shown, "physical maximum", error);
  header->nv_scale = (pmax - pmin) * nv / (dmax - dmin);
  header->nv_offset = pmin * nv - dmin * header->nv_scale;
  return TRUE;
}

/* Where the chosen channel and that of the times lie within a record. @resolution: of the record's
 * duration. */
static gboolean
place_channels (BwEdfHeader   *header,
                const Fields  *fields,
                guint          chosen,
                double         resolution,
                GError       **error)
{
  gint64 at = 0;

  for (guint i = 0; i < fields->n_signals; i++)
    {
      BwSlice text = take_field (fields->bytes, signal_at (fields, N_SAMPLES, i), 8);
      gint64 n;

      if (!parse_whole (text, i == chosen ? 1 : 0, BW_EDF_MAX_SAMPLES, &n))
        return set_field_error (fields->shown, "number of samples in each data record", error);
      if (i == chosen)
        {
          header->ecg_from = at;
          header->n_samples = (guint) n;
        }
      else if (!header->has_times && n > 0 && is_annotations (fields, i))
        {
          header->has_times = TRUE;
          header->times_from = at;
          header->times_bytes = n * 2;
        }
      at += n * 2;
    }
  header->record_bytes = at;
  header->rate_hz = header->n_samples / header->record_s;
  if (resolution < ROUNDED_RESOLUTION)
    header->rate_hz = bw_ecg_plain_rate (header->rate_hz,
                                         header->rate_hz * resolution / 2 / header->record_s);
  if (!(header->rate_hz >= BW_ECG_MIN_RATE_HZ && header->rate_hz <= BW_ECG_MAX_RATE_HZ))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” has %.6g samples a second; an ECG has %.0f to %.0f"), fields->shown,
                   header->rate_hz, BW_ECG_MIN_RATE_HZ, BW_ECG_MAX_RATE_HZ);
      return FALSE;
    }
  return TRUE;
}

gboolean
bw_edf_header_read (BwEdfHeader  *header,
                    const char   *bytes,
                    gsize         size,
                    const char   *shown,
                    GError      **error)
{
  Fields fields = { bytes, shown, (guint) (size / BW_EDF_FIRST_BYTES) - 1 };
  BwSlice reserved = take_field (bytes, RESERVED);
  gboolean plus = bw_slice_has_prefix (reserved, "EDF+C");
  double resolution;
  guint chosen = 0;

  *header = (BwEdfHeader) { 0 };
  g_return_val_if_fail (size >= 2 * BW_EDF_FIRST_BYTES, FALSE);

  header->discontinuous = bw_slice_has_prefix (reserved, "EDF+D");
  plus |= header->discontinuous;
  read_start (header, bytes);
  if (plus)
    {
      read_patient (header, bytes);
      read_recording (header, bytes);
    }
  if (header->device == NULL)
    header->device = g_strdup ("");

  if (!parse_whole (take_field (bytes, N_RECORDS), -1, 99999999, &header->n_records))
    return set_field_error (shown, "number of data records", error);
  if (!bw_ecg_parse_number (take_field (bytes, DURATION), &header->record_s, &resolution)
      || header->record_s < 0)
    return set_field_error (shown, "duration of a data record", error);
  if (!choose_channel (header, &fields, &chosen, error))
    return FALSE;
  /* EDF+ allows 0 where there is nothing but annotations. */
  if (header->record_s <= 0)
    return set_field_error (shown, "duration of a data record", error);
  return set_scale (header, &fields, chosen, error)
         && place_channels (header, &fields, chosen, resolution, error);
}

void
bw_edf_header_clear (BwEdfHeader *header)
{
  g_clear_pointer (&header->lead, g_free);
  g_clear_pointer (&header->person_name, g_free);
  g_clear_pointer (&header->date_of_birth, g_free);
  g_clear_pointer (&header->sex, g_free);
  g_clear_pointer (&header->device, g_free);
}
