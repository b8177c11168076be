/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-ecg-header.h"

#include "base/bw-time.h"

/* Of a number that may be a rate; one that is said to be has the limits of all. */
#define MIN_LIKELY_RATE_HZ 100.0
#define MAX_LIKELY_RATE_HZ 1100.0

typedef enum {
  KEY_NONE,
  KEY_NAME,
  KEY_BIRTH,
  KEY_TIME,
  KEY_CLASSIFICATION,
  KEY_SYMPTOMS,
  KEY_SOFTWARE,
  KEY_DEVICE,
  KEY_RATE,
  KEY_LEAD,
  KEY_UNIT,
  N_KEYS,
} Key;

/* As Apple Health writes them, case-folded. */
static const struct
{
  const char *text;
  Key key;
} known_keys[] = {
  { "name", KEY_NAME },
  { "date of birth", KEY_BIRTH },
  { "recorded date", KEY_TIME },
  { "classification", KEY_CLASSIFICATION },
  { "symptoms", KEY_SYMPTOMS },
  { "software version", KEY_SOFTWARE },
  { "device", KEY_DEVICE },
  { "sample rate", KEY_RATE },
  { "lead", KEY_LEAD },
  { "unit", KEY_UNIT },
  /* German */
  { "geburtstag", KEY_BIRTH },
  { "geburtsdatum", KEY_BIRTH },
  { "aufzeichnungsdatum", KEY_TIME },
  { "klassifizierung", KEY_CLASSIFICATION },
  { "symptome", KEY_SYMPTOMS },
  { "softwareversion", KEY_SOFTWARE },
  { "gerät", KEY_DEVICE },
  { "messrate", KEY_RATE },
  { "abtastrate", KEY_RATE },
  { "ableitung", KEY_LEAD },
  { "einheit", KEY_UNIT },
  /* French */
  { "nom", KEY_NAME },
  { "date de naissance", KEY_BIRTH },
  { "date d’enregistrement", KEY_TIME },
  { "date d'enregistrement", KEY_TIME },
  { "symptômes", KEY_SYMPTOMS },
  { "version du logiciel", KEY_SOFTWARE },
  { "appareil", KEY_DEVICE },
  { "fréquence d’échantillonnage", KEY_RATE },
  { "fréquence d'échantillonnage", KEY_RATE },
  { "dérivation", KEY_LEAD },
  { "unité", KEY_UNIT },
  /* Spanish */
  { "nombre", KEY_NAME },
  { "fecha de nacimiento", KEY_BIRTH },
  { "fecha de registro", KEY_TIME },
  { "clasificación", KEY_CLASSIFICATION },
  { "síntomas", KEY_SYMPTOMS },
  { "versión de software", KEY_SOFTWARE },
  { "versión del software", KEY_SOFTWARE },
  { "dispositivo", KEY_DEVICE },
  { "frecuencia de muestreo", KEY_RATE },
  { "derivación", KEY_LEAD },
  { "unidad", KEY_UNIT },
  /* Portuguese */
  { "nome", KEY_NAME },
  { "data de nascimento", KEY_BIRTH },
  { "data do registro", KEY_TIME },
  { "data de registo", KEY_TIME },
  { "classificação", KEY_CLASSIFICATION },
  { "sintomas", KEY_SYMPTOMS },
  { "versão do software", KEY_SOFTWARE },
  { "taxa de amostragem", KEY_RATE },
  { "derivação", KEY_LEAD },
  { "unidade", KEY_UNIT },
  /* Italian */
  { "data di nascita", KEY_BIRTH },
  { "data di registrazione", KEY_TIME },
  { "classificazione", KEY_CLASSIFICATION },
  { "sintomi", KEY_SYMPTOMS },
  { "versione software", KEY_SOFTWARE },
  { "frequenza di campionamento", KEY_RATE },
  { "derivazione", KEY_LEAD },
  { "unità", KEY_UNIT },
  /* Dutch */
  { "naam", KEY_NAME },
  { "geboortedatum", KEY_BIRTH },
  { "registratiedatum", KEY_TIME },
  { "classificatie", KEY_CLASSIFICATION },
  { "symptomen", KEY_SYMPTOMS },
  { "softwareversie", KEY_SOFTWARE },
  { "apparaat", KEY_DEVICE },
  { "eenheid", KEY_UNIT },
  /* Japanese */
  { "名前", KEY_NAME },
  { "生年月日", KEY_BIRTH },
  { "記録日", KEY_TIME },
  { "記録日時", KEY_TIME },
  { "分類", KEY_CLASSIFICATION },
  { "症状", KEY_SYMPTOMS },
  { "ソフトウェアバージョン", KEY_SOFTWARE },
  { "デバイス", KEY_DEVICE },
  { "サンプルレート", KEY_RATE },
  { "リード", KEY_LEAD },
  { "単位", KEY_UNIT },
  /* Chinese */
  { "姓名", KEY_NAME },
  { "出生日期", KEY_BIRTH },
  { "记录日期", KEY_TIME },
  { "分类", KEY_CLASSIFICATION },
  { "软件版本", KEY_SOFTWARE },
  { "设备", KEY_DEVICE },
  { "采样率", KEY_RATE },
  { "导联", KEY_LEAD },
  { "单位", KEY_UNIT },
};

/* Apple's order around the recording's date, for keys in a language that is not known. */
static const Key order_after_time[] = {
  KEY_TIME, KEY_CLASSIFICATION, KEY_SYMPTOMS, KEY_SOFTWARE, KEY_DEVICE,
};

static Key
find_key (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *folded = NULL;

  if (normal == NULL)
    return KEY_NONE;
  folded = g_utf8_strdown (g_strstrip (normal), -1);
  for (guint i = 0; i < G_N_ELEMENTS (known_keys); i++)
    if (strcmp (folded, known_keys[i].text) == 0)
      return known_keys[i].key;
  return KEY_NONE;
}

/* A line as Apple wrote it, of one that a spreadsheet wrote again: it quotes lines as a whole, or parts
 * them by semicolons or tabs and fills them up with those. Returns: (transfer full) */
static char *
mend_line (const char *line)
{
  char *copy = g_strdup (line);
  gsize n = strlen (copy);
  char *end;

  while (n > 0 && strchr (",;\t ", copy[n - 1]) != NULL)
    copy[--n] = 0;
  if (n >= 2 && copy[0] == '"' && copy[n - 1] == '"')
    {
      GString *inner = g_string_new (NULL);
      gsize i;

      for (i = 1; i < n - 1; i++)
        {
          if (copy[i] == '"' && copy[++i] != '"')
            break;
          g_string_append_c (inner, copy[i]);
        }
      /* Else it was a cell that was quoted. */
      if (i == n - 1)
        {
          g_free (copy);
          copy = g_string_free (g_steal_pointer (&inner), FALSE);
        }
      if (inner != NULL)
        g_string_free (inner, TRUE);
    }
  end = strpbrk (copy, ",;\t");
  if (end != NULL)
    *end = ',';
  return copy;
}

/* The line after its first comma, without quotes (a doubled one within them is one) and blanks.
 * Returns: (transfer full) */
static char *
take_value (const char *text)
{
  GString *value = g_string_new (NULL);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gsize n = strlen (stripped);

  if (n >= 2 && stripped[0] == '"' && stripped[n - 1] == '"')
    {
      for (gsize i = 1; i < n - 1; i++)
        {
          g_string_append_c (value, stripped[i]);
          if (stripped[i] == '"' && stripped[i + 1] == '"' && i + 1 < n - 1)
            i++;
        }
    }
  else
    g_string_append (value, stripped);
  return g_string_free (value, FALSE);
}

/* The first number of @text that can be a rate, 0 where there is none. Digits of any script. */
static double
find_rate (const char *text,
           double      min,
           double      max)
{
  for (const char *s = text; *s != 0;)
    {
      double value = 0, scale = 0;

      if (g_unichar_digit_value (g_utf8_get_char (s)) < 0)
        {
          s = g_utf8_next_char (s);
          continue;
        }
      for (; *s != 0; s = g_utf8_next_char (s))
        {
          gunichar c = g_utf8_get_char (s);
          int digit = g_unichar_digit_value (c);

          if (digit >= 0)
            {
              value = value * 10 + digit;
              scale *= 10;
            }
          else if ((c == '.' || c == ',' || c == 0x66b) && scale <= 0)
            scale = 1;
          else
            break;
        }
      if (scale > 0)
        value /= scale;
      if (value >= min && value <= max)
        return value;
    }
  return 0;
}

/* Whether @text has a frequency's unit, in whatever language. */
static gboolean
tells_hertz (const char *text)
{
  static const char *const units[] = { "hz", "hert", "ヘルツ", "赫", "헤르츠", "герц", "χερτζ" };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strstr (folded, units[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
take (char **field,
      char **value)
{
  if (*field == NULL)
    *field = g_steal_pointer (value);
}

static void
set_field (BwEcgHeader *header,
           Key          key,
           char        *value)
{
  g_autofree char *owned = value;

  switch (key)
    {
    case KEY_NAME:
      take (&header->name, &owned);
      break;
    case KEY_BIRTH:
      take (&header->date_of_birth, &owned);
      break;
    case KEY_CLASSIFICATION:
      take (&header->classification, &owned);
      break;
    case KEY_SYMPTOMS:
      take (&header->symptoms, &owned);
      break;
    case KEY_SOFTWARE:
      take (&header->software, &owned);
      break;
    case KEY_DEVICE:
      take (&header->device, &owned);
      break;
    case KEY_LEAD:
      take (&header->lead, &owned);
      break;
    case KEY_UNIT:
      header->nv_per_unit = bw_ecg_unit_in_nv (owned);
      header->unit_unknown = header->nv_per_unit == 0 && *owned != 0;
      break;
    case KEY_TIME:
    case KEY_RATE:
    case KEY_NONE:
    case N_KEYS:
    default:
      break;
    }
}

gboolean
bw_ecg_header_knows (const char *line)
{
  g_autofree char *key = mend_line (line);
  char *comma = strchr (key, ',');

  if (comma != NULL)
    *comma = 0;
  return find_key (key) != KEY_NONE;
}

void
bw_ecg_header_clear (BwEcgHeader *header)
{
  g_clear_pointer (&header->name, g_free);
  g_clear_pointer (&header->date_of_birth, g_free);
  g_clear_pointer (&header->classification, g_free);
  g_clear_pointer (&header->symptoms, g_free);
  g_clear_pointer (&header->software, g_free);
  g_clear_pointer (&header->device, g_free);
  g_clear_pointer (&header->lead, g_free);
}

void
bw_ecg_header_read (BwEcgHeader       *header,
                    const char *const *lines,
                    guint              n)
{
  g_autofree Key *keys = g_new0 (Key, n + 1);
  g_auto (GStrv) values = g_new0 (char *, n + 1);
  gboolean seen[N_KEYS] = { FALSE };
  guint time_line = n;
  double spare_rate = 0;

  *header = (BwEcgHeader) { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = mend_line (lines[i]);
      char *comma = strchr (key, ',');

      if (comma != NULL)
        *comma++ = 0;
      values[i] = take_value (comma != NULL ? comma : "");
      keys[i] = find_key (key);
      seen[keys[i]] = TRUE;

      /* Only the recording's date is a whole time, in every language. */
      if (!header->has_time
          && bw_time_parse (values[i], strlen (values[i]), &header->time_ms, &header->offset_min))
        {
          header->has_time = TRUE;
          time_line = i;
        }
      else if (keys[i] == KEY_TIME && time_line == n)
        {
          header->has_day = bw_time_parse_day (values[i], &header->day);
          time_line = i;
        }

      if (header->rate_hz <= 0 && (keys[i] == KEY_RATE || tells_hertz (values[i])))
        header->rate_hz = keys[i] == KEY_RATE
                            ? find_rate (values[i], BW_ECG_MIN_RATE_HZ, BW_ECG_MAX_RATE_HZ)
                            : find_rate (values[i], MIN_LIKELY_RATE_HZ, MAX_LIKELY_RATE_HZ);
      else if (keys[i] == KEY_NONE && spare_rate <= 0 && g_ascii_isdigit (values[i][0])
               && strspn (values[i], "0123456789., ") == strlen (values[i]))
        spare_rate = find_rate (values[i], MIN_LIKELY_RATE_HZ, MAX_LIKELY_RATE_HZ);
    }
  if (header->rate_hz <= 0)
    header->rate_hz = spare_rate;

  for (guint i = 0; i < n; i++)
    {
      Key key = keys[i];

      if (key == KEY_NONE && *values[i] != 0 && time_line < n && i > time_line
          && i - time_line < G_N_ELEMENTS (order_after_time)
          && !seen[order_after_time[i - time_line]])
        key = order_after_time[i - time_line];
      set_field (header, key, g_steal_pointer (&values[i]));
    }
}
