/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli.h"

#include "base/bw-error.h"
#include "cli/bw-cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const BwCliVerb *const verbs[] = {
  &bw_cli_verb_sample,
  &bw_cli_verb_import,
  &bw_cli_verb_info,
  &bw_cli_verb_readings,
  &bw_cli_verb_rr_delete,
  &bw_cli_verb_rr,
  &bw_cli_verb_hourly,
  &bw_cli_verb_trend,
  &bw_cli_verb_hrv,
  &bw_cli_verb_beats,
  &bw_cli_verb_rpeaks,
  &bw_cli_verb_forecast_train,
  &bw_cli_verb_forecast_import,
  &bw_cli_verb_forecast_run,
  &bw_cli_verb_forecast_weights,
  &bw_cli_verb_forecast_history,
  &bw_cli_verb_alerts_set,
  &bw_cli_verb_alerts_take,
  &bw_cli_verb_alerts,
  &bw_cli_verb_forecast_backtest,
  &bw_cli_verb_measure,
  &bw_cli_verb_note_add,
  &bw_cli_verb_note_list,
  &bw_cli_verb_note_remove,
  &bw_cli_verb_ecgs,
  &bw_cli_verb_label,
  &bw_cli_verb_comparator_train,
  &bw_cli_verb_comparator_evaluate,
  &bw_cli_verb_comparator_predict,
  &bw_cli_verb_comparator_models,
  &bw_cli_verb_comparator_compare,
  &bw_cli_verb_comparator_use,
  &bw_cli_verb_comparator_name,
  &bw_cli_verb_comparator_delete,
  &bw_cli_verb_comparator_import,
  &bw_cli_verb_export,
  &bw_cli_verb_report,
  &bw_cli_verb_check,
};

/* Ctrl-C: the handler may only write to a pipe; a thread reads it and cancels. Libraries below may
 * have threads of their own before main(), so blocking the signal in ours would not do. */
static int signal_pipe[2] = { -1, -1 };
static volatile sig_atomic_t signal_caught;

static void
on_signal (int number)
{
  int errsv = errno;
  char byte = 0;

  /* A second one will not wait. The library is a database: nothing is half-written. */
  if (signal_caught != 0)
    _exit (128 + number);
  signal_caught = number;
  if (write (signal_pipe[1], &byte, 1) < 0)
    _exit (128 + number);
  errno = errsv;
}

static gpointer
wait_for_signal (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  char byte;

  while (read (signal_pipe[0], &byte, 1) < 0 && errno == EINTR)
    continue;
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
catch_signals (GCancellable *cancellable)
{
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

  if (!g_unix_open_pipe (signal_pipe, FD_CLOEXEC, NULL))
    return;
  g_thread_unref (g_thread_new ("signals", wait_for_signal, g_object_ref (cancellable)));
  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

gboolean
bw_cli_set_usage_error (GError     **error,
                        const char  *format,
                        ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

/* Whatever is wrong with options is wrong usage, also bytes that are no text. */
static gboolean
parse_options (GOptionContext   *context,
               char           ***words,
               GError          **error)
{
  g_autoptr (GError) local = NULL;

  if (g_option_context_parse_strv (context, words, &local))
    return TRUE;
  if (local->domain == G_OPTION_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return bw_cli_set_usage_error (error, "%s", local->message);
}

gboolean
bw_cli_parse (BwCli                *cli,
              const GOptionEntry   *entries,
              guint                 min,
              guint                 max,
              char               ***words,
              GError              **error)
{
  const BwCliVerb *verb = cli->verb;
  gboolean help = FALSE;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *arguments = NULL;
  g_autofree char *program = NULL;
  g_autofree char *described = NULL;
  g_autoptr (GOptionContext) context = NULL;
  guint n;

  arguments = g_strdup (verb->arguments != NULL ? _(verb->arguments) : NULL);
  program = g_strconcat ("beatwise-cli [", _("GENERAL OPTION…"), "] ", verb->name, NULL);
  g_set_prgname (program);
  context = g_option_context_new (arguments);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, verb->summary);
  described = verb->describe != NULL ? verb->describe () : NULL;
  g_option_context_set_description (context, described != NULL ? described : verb->description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!parse_options (context, &cli->arguments, error))
    {
      static const char *const general[] = { "--json", "--quiet", "--library", "--version" };

      /* A slip so near that it deserves its own answer. */
      for (guint i = 0; i < G_N_ELEMENTS (general); i++)
        if (error != NULL && strstr ((*error)->message, general[i]) != NULL)
          {
            g_clear_error (error);
            return bw_cli_set_usage_error (error, _("“%s” stands before the verb"), general[i]);
          }
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", text);
      cli->helped = TRUE;
      return FALSE;
    }

  n = rest != NULL ? g_strv_length (rest) : 0;
  if (n < min)
    return bw_cli_set_usage_error (error, _("“%s” is missing"), arguments);
  if (max > 0 && n > max)
    return bw_cli_set_usage_error (error, _("“%s” is one too many"), rest[max]);
  if (min == 0 && max == 0 && n > 0)
    return bw_cli_set_usage_error (error, _("“%s” is one too many"), rest[0]);
  if (words != NULL)
    *words = rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);
  return TRUE;
}

BwLibrary *
bw_cli_open_library (BwCli          *cli,
                     BwLibraryMode   mode,
                     GError        **error)
{
  BwLibrary *library;

  if (mode == BW_LIBRARY_READ && !g_file_test (cli->library_path, G_FILE_TEST_EXISTS))
    mode = BW_LIBRARY_CREATE;
  library = bw_library_open (cli->library_path, mode, error);
  if (library != NULL)
    bw_library_set_cancellable (library, cli->cancellable);
  return library;
}

gboolean
bw_cli_check_output (BwCli       *cli,
                     const char  *path,
                     const char  *input,
                     GError     **error)
{
  GStatBuf out, in;

  if (bw_library_is_own_file (cli->library_path, path))
    return bw_cli_set_usage_error (error,
                                   _("“%s” is a file of the library itself: choose another one"),
                                   path);
  if (input != NULL && g_stat (path, &out) == 0 && g_stat (input, &in) == 0 && S_ISREG (in.st_mode)
      && out.st_dev == in.st_dev && out.st_ino == in.st_ino)
    return bw_cli_set_usage_error (error, _("“%s” is the file that is read: choose another one"),
                                   path);
  return TRUE;
}

gboolean
bw_cli_parse_measure (const char  *text,
                      BwMeasure   *measure,
                      GError     **error)
{
  return bw_measure_from_id (text, measure)
         || bw_cli_set_usage_error (error,
                                    _("“%s” is not a measure; it is auto, rmssd, rmssd-imported or "
                                      "sdnn"), text);
}

/* What stands below the general options. */
static char *
list_verbs (void)
{
  g_autoptr (GString) text = g_string_new (_("Verbs:"));
  glong widest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    widest = MAX (widest, g_utf8_strlen (verbs[i]->name, -1));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "\n  %-*s  %s", (int) widest, verbs[i]->name,
                            _(verbs[i]->summary));
  g_string_append_printf (text, "\n\n%s",
                          _("“beatwise-cli VERB --help” tells more of each. A library holds one "
                            "person’s data in one file.\n"
                            "Exit status: 0 done, 1 failed (with one line on standard error), "
                            "2 wrong usage, 130 after Ctrl-C."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The verb of one or two words that @words begin with. @n_words: how many they are. */
static const BwCliVerb *
find_verb (char   **words,
           guint   *n_words,
           GError **error)
{
  g_autoptr (GString) second = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_auto (GStrv) name = g_strsplit (verbs[i]->name, " ", 2);

      if (strcmp (words[0], name[0]) != 0)
        continue;
      if (name[1] == NULL || g_strcmp0 (words[1], name[1]) == 0)
        {
          *n_words = name[1] == NULL ? 1 : 2;
          return verbs[i];
        }
      g_string_append_printf (second, "%s“%s %s”", second->len > 0 ? ", " : "", name[0], name[1]);
    }

  if (second->len > 0)
    bw_cli_set_usage_error (error, _("“%s” is one of %s"), words[0], second->str);
  else
    bw_cli_set_usage_error (error, _("There is no verb “%s”"), words[0]);
  return NULL;
}

/* Tells @error on one line and finds the exit status for it. */
static int
tell_error (BwCli        *cli,
            const GError *error)
{
  g_autofree char *message = bw_cli_format_text (error->message);
  g_autofree char *program = g_strconcat ("beatwise-cli", cli->verb != NULL ? " " : NULL,
                                          cli->verb != NULL ? cli->verb->name : NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && signal_caught != 0)
    {
      g_printerr ("%s: %s\n", program, _("Cancelled; nothing was changed"));
      return 128 + signal_caught;
    }
  if (error->domain == G_OPTION_ERROR)
    {
      /* It goes on behind it. */
      if (g_str_has_suffix (message, "."))
        message[strlen (message) - 1] = '\0';
      g_printerr (_("%s: %s; see “%s --help”\n"), program, message, program);
      return BW_CLI_EXIT_USAGE;
    }
  g_printerr ("%s: %s\n", program, message);
  return BW_CLI_EXIT_FAILED;
}

static gboolean
run (BwCli   *cli,
     char   **argv,
     GError **error)
{
  gboolean help = FALSE, version = FALSE;
  g_autofree char *library = NULL;
  g_autofree char *measure = NULL;
  const GOptionEntry entries[] = {
    { "library", 0, 0, G_OPTION_ARG_FILENAME, &library,
      N_("The library to use, made where absent; without it, that of the app"), N_("FILE") },
    { "measure", 0, 0, G_OPTION_ARG_STRING, &measure,
      N_("Run on this measure; without it, on the one that “measure” shows"),
      "rmssd|rmssd-imported|sdnn" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json,
      N_("Print one JSON document instead of text"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli->quiet, N_("Show no progress"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Show the version"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *verb_list = list_verbs ();
  g_auto (GStrv) words = g_strdupv (argv);
  g_autoptr (GOptionContext) context = g_option_context_new (_("VERB …"));
  guint n_words;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
    context, N_("Heart rate variability, ECGs and the forecast of one person, without a display."));
  g_option_context_set_description (context, verb_list);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!parse_options (context, &words, error))
    return FALSE;

  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", text);
      return TRUE;
    }
  if (version)
    {
      g_print ("beatwise-cli %s\n", BW_VERSION);
      return TRUE;
    }
  if (measure != NULL && !bw_cli_parse_measure (measure, &cli->measure, error))
    return FALSE;
  if (words[1] == NULL)
    return bw_cli_set_usage_error (error, _("A verb is missing"));

  cli->verb = find_verb (words + 1, &n_words, error);
  if (cli->verb == NULL)
    return FALSE;
  cli->arguments = g_strdupv (words + n_words);
  cli->library_path = library != NULL ? g_steal_pointer (&library) : bw_library_default_path ();
  if (!cli->quiet && isatty (STDERR_FILENO))
    {
      cli->progress = bw_progress_new ();
      bw_cli_show_progress (cli->progress);
    }
  catch_signals (cli->cancellable);
  return cli->verb->run (cli, error) || cli->helped;
}

static gboolean
shows_colour (void)
{
  const char *terminal = g_getenv ("TERM");

  return isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL && terminal != NULL
         && strcmp (terminal, "dumb") != 0;
}

int
bw_cli_main (int    argc,
             char **argv)
{
  g_autoptr (GError) error = NULL;
  BwCli cli = { .cancellable = g_cancellable_new (), .colour = shows_colour () };
  gboolean ok;
  int status;

  g_set_prgname ("beatwise-cli");
  ok = run (&cli, argv, &error);
  bw_cli_clear_progress ();

  if (ok && (fflush (stdout) != 0 || ferror (stdout)))
    {
      g_set_error (&error, BW_ERROR, BW_ERROR_FAILED, _("Cannot write the result: %s"),
                   g_strerror (errno));
      ok = FALSE;
    }
  status = ok ? BW_CLI_EXIT_DONE : tell_error (&cli, error);

  bw_progress_set_notify (cli.progress, NULL, NULL);
  g_clear_pointer (&cli.progress, bw_progress_unref);
  g_clear_object (&cli.cancellable);
  g_strfreev (cli.arguments);
  g_free (cli.library_path);
  return status;
}
