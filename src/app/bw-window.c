/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-window-private.h"

#include "app/bw-backtest-page.h"
#include "app/bw-job-row.h"
#include "app/bw-measure-menu.h"
#include "app/bw-session-rhythm.h"
#include "app/bw-spinner.h"
#include "app/bw-trend-page.h"
#include "app/bw-welcome-page.h"

#include <glib/gi18n-lib.h>

/* A list and what is chosen in it stand beside each other from here on. */
#define LEAST_WIDE 800

G_DEFINE_FINAL_TYPE (BwWindow, bw_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
shows_pages (BwWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "pages") == 0;
}

/* What the Glucose page shows itself is not shown twice. */
static void
show_jobs (BwWindow *self)
{
  gboolean glucose = shows_pages (self)
                     && g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "glucose")
                            == 0;
  gboolean any = FALSE;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->jobs)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      gboolean shown = !(glucose && bw_job_can_pause (bw_job_row_get_job (BW_JOB_ROW (row))));

      gtk_widget_set_visible (row, shown);
      any |= shown;
    }
  gtk_revealer_set_reveal_child (self->jobs_revealer, any);
}

static int
get_least_width (gpointer widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* Two panes beside each other need some room, and the names of the pages in the header bar, which are
 * longer in other languages and in larger letters. */
static void
update_least_width (BwWindow *self)
{
  int least = get_least_width (self->header) - get_least_width (self->title)
              + get_least_width (self->switcher);

  g_object_set (self->bin, "below", MAX (LEAST_WIDE, least), NULL);
}

/* Everything that depends on the width or on what the library holds. */
static void
update_chrome (BwWindow *self)
{
  gboolean pages = shows_pages (self);
  gboolean narrow = bw_window_get_narrow (self);

  gtk_stack_set_visible_child_name (self->title, pages && !narrow ? "switcher" : "name");
  adw_view_switcher_bar_set_reveal (self->switcher_bar, pages && narrow);
  /* Today has a button of its own for it. */
  gtk_widget_set_visible (self->update_button,
                          pages && g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages),
                                              "today") != 0);
  update_least_width (self);
  show_jobs (self);
  bw_window_update_actions (self);
}

static void
on_narrow (BwWindow *self)
{
  update_chrome (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
show_content (BwWindow   *self,
              const char *name)
{
  gtk_stack_set_visible_child_name (self->content, name);
  update_chrome (self);
}

static void
on_summary_changed (BwWindow *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);
  const GError *error = bw_session_get_summary_error (self->session);
  g_autoptr (GMenuModel) measures = NULL;

  if (self->closing)
    return;
  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, escaped);
      show_content (self, "failed");
      return;
    }
  if (summary == NULL)
    return;
  bw_library_page_set_summary (self->library_page, summary, bw_session_get_path (self->session));
  measures = bw_measure_menu_new (summary);
  bw_today_cards_set_measures (bw_today_page_get_cards (self->today_page), measures);
  bw_today_page_set_stuck (self->today_page, bw_measure_menu_is_stuck (summary));
  if (bw_summary_is_empty (summary))
    {
      show_content (self, "welcome");
      return;
    }
  if (!shows_pages (self))
    {
      adw_view_stack_set_visible_child_name (self->pages, self->wanted_page);
      show_content (self, "pages");
    }
}

static void
on_outlook_changed (BwWindow *self)
{
  const GError *error = bw_session_get_outlook_error (self->session);
  BwOutlook *outlook;

  if (self->closing)
    return;
  if (bw_session_take_outlook (self->session, &outlook))
    {
      bw_today_page_set_outlook (self->today_page, outlook);
      if (error != NULL)
        bw_today_page_set_error (self->today_page, error->message);
    }
  /* What it holds may have changed; what is looked back on is what it was then. */
  if (self->looks_back && !bw_session_is_making_outlook (self->session)
      && bw_today_page_get_look_back (self->today_page) != 0)
    bw_session_look_back (self->session, bw_today_page_get_look_back (self->today_page));
  else
    bw_today_page_set_busy (self->today_page, bw_session_is_making_outlook (self->session));
}

static void
on_notes_changed (BwWindow *self)
{
  if (!self->closing)
    bw_today_cards_set_notes (bw_today_page_get_cards (self->today_page),
                              bw_session_get_notes (self->session));
}

static void
on_look_back_changed (BwWindow *self)
{
  const GError *error = bw_session_get_look_back_error (self->session);
  BwOutlook *outlook;

  if (self->closing)
    return;
  /* Where there is none, what is shown stays below the words that say why. */
  if (self->looks_back && bw_session_take_look_back (self->session, &outlook))
    {
      if (outlook != NULL)
        bw_today_page_set_look_back (self->today_page, outlook);
      else if (error != NULL)
        bw_today_page_set_error (self->today_page, error->message);
    }
  bw_today_page_set_busy (self->today_page, bw_session_is_looking_back (self->session)
                                              || bw_session_is_making_outlook (self->session));
}

static void
on_thresholds_changed (BwWindow *self)
{
  bw_today_page_set_thresholds (self->today_page,
                                g_settings_get_int (self->settings, "alert-score"),
                                g_settings_get_int (self->settings, "alert-red-percent") / 100.0);
}

static void
on_jobs_changed (GListModel *jobs,
                 guint       position,
                 guint       removed,
                 guint       added,
                 BwWindow   *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->jobs));

  if (self->closing)
    return;
  for (guint i = 0; i < position; i++)
    child = gtk_widget_get_next_sibling (child);
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->jobs, child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (BwJob) job = g_list_model_get_item (jobs, position + i);
      GtkWidget *row = bw_job_row_new (job);
      GtkWidget *before = child != NULL ? gtk_widget_get_prev_sibling (child)
                                        : gtk_widget_get_last_child (GTK_WIDGET (self->jobs));

      gtk_widget_add_css_class (row, "job");
      gtk_box_insert_child_after (self->jobs, row, before);
    }
  show_jobs (self);
  bw_window_update_actions (self);
}

static gboolean
on_may_go (gpointer user_data)
{
  BwWindow *self = user_data;

  self->gone_id = 0;
  gtk_window_destroy (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* Not at once: those who tell of the last job are still at it. */
static void
go_when_idle (BwWindow *self)
{
  if (self->gone_id == 0 && !bw_session_is_active (self->session))
    self->gone_id = g_idle_add (on_may_go, self);
}

/* What a person said of recordings, or did to beats. */
static gboolean
is_saving (BwWindow *self)
{
  return bw_session_is_writing_labels (self->session)
         || bw_session_is_keeping_rhythms (self->session);
}

static gboolean
saves (BwJob *job)
{
  BwJobKind kind = bw_job_get_kind (job);

  return kind == BW_JOB_LABELS || kind == BW_JOB_KEEP_RHYTHM || kind == BW_JOB_DELETE_RR
         || kind == BW_JOB_RESTORE_RR;
}

/* What was not saved keeps the window open: the person is told, and may try again. */
static void
close_when_saved (BwWindow *self,
                  gboolean  saved)
{
  if (!saved)
    self->closes_when_saved = FALSE;
  else if (!is_saving (self))
    bw_window_close_now (self);
}

static void
on_job_finished (BwWindow *self,
                 BwJob    *job)
{
  if (self->closing)
    {
      go_when_idle (self);
      return;
    }
  if (bw_job_get_kind (job) == BW_JOB_LOOK)
    bw_window_take_look (self, job);
  else
    bw_window_tell_job (self, job);
  if (self->closes_when_saved && saves (job))
    close_when_saved (self, bw_job_get_state (job) != BW_JOB_FAILED);
  bw_window_update_actions (self);
}

static void
on_page_changed (BwWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  if (shows_pages (self) && name != NULL)
    {
      bw_window_want_page (self, name);
      update_chrome (self);
      /* It counts labels. */
      if (g_str_equal (name, "library"))
        bw_session_catch_up (self->session);
    }
}

static void
save_state (BwWindow *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_string (self->settings, "page", self->wanted_page);
}

static void
restore_state (BwWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  int width = g_settings_get_int (self->settings, "window-width");

  gtk_window_set_default_size (GTK_WINDOW (self), width,
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  else
    bw_narrow_bin_expect_width (self->bin, width);
  if (adw_view_stack_get_child_by_name (self->pages, page) == NULL)
    {
      g_free (page);
      page = g_strdup ("today");
    }
  self->wanted_page = g_steal_pointer (&page);
}

static gboolean
bw_window_close_request (GtkWindow *window)
{
  BwWindow *self = BW_WINDOW (window);

  if (self->closing)
    return GDK_EVENT_STOP;
  if (!bw_window_ask_to_close (self))
    bw_window_close_now (self);
  return GDK_EVENT_STOP;
}

static void
bw_window_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  BwWindow *self = BW_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, bw_window_get_narrow (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_window_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  BwWindow *self = BW_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* The pages behind Today. */
static void
add_forecast_pages (BwWindow *self)
{
  BwTrendPage *trend = bw_trend_page_new ();
  GtkWidget *backtest = bw_backtest_page_new ();

  bw_trend_page_set_session (trend, self->session);
  bw_forecast_pages_add (self->forecast_pages, "trend", _("Trend"), GTK_WIDGET (trend));
  bw_backtest_page_set_session (BW_BACKTEST_PAGE (backtest), self->session);
  bw_forecast_pages_add (self->forecast_pages, "backtest", _("How Good Is It?"), backtest);
}

static void
bw_window_constructed (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);

  G_OBJECT_CLASS (bw_window_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "summary-changed", G_CALLBACK (on_summary_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "outlook-changed", G_CALLBACK (on_outlook_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "look-back-changed", G_CALLBACK (on_look_back_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notes-changed", G_CALLBACK (on_notes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_jobs (self->session), "items-changed",
                           G_CALLBACK (on_jobs_changed), self, 0);
  add_forecast_pages (self);
  /* What the session was at before it had a window. */
  on_jobs_changed (bw_session_get_jobs (self->session), 0, 0,
                   g_list_model_get_n_items (bw_session_get_jobs (self->session)), self);
  bw_rhythm_page_set_session (self->rhythm_page, self->session);
  bw_ecg_page_set_session (self->ecg_page, self->session);
  bw_glucose_page_set_session (self->glucose_page, self->session);
  restore_state (self);
  update_chrome (self);
  bw_session_refresh (self->session);
}

static void
bw_window_dispose (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);

  g_clear_handle_id (&self->gone_id, g_source_remove);
  if (self->session != NULL)
    bw_session_stop (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->looks, g_hash_table_unref);
  g_clear_pointer (&self->wanted_page, g_free);
  g_clear_pointer (&self->deleted_note, bw_annotation_free);
  self->asked_to_train = NULL;
  G_OBJECT_CLASS (bw_window_parent_class)->dispose (object);
}

static void
bw_window_class_init (BwWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->get_property = bw_window_get_property;
  object_class->set_property = bw_window_set_property;
  object_class->constructed = bw_window_constructed;
  object_class->dispose = bw_window_dispose;
  window_class->close_request = bw_window_close_request;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_WELCOME_PAGE);
  g_type_ensure (BW_TYPE_FORECAST_PAGES);
  g_type_ensure (BW_TYPE_RHYTHM_PAGE);
  g_type_ensure (BW_TYPE_ECG_PAGE);
  g_type_ensure (BW_TYPE_GLUCOSE_PAGE);
  g_type_ensure (BW_TYPE_LIBRARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, header);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, forecast_pages);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, content);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, jobs_revealer);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, jobs);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, update_button);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, rhythm_page);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, ecg_page);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, glucose_page);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, library_page);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  bw_window_class_install_actions (widget_class);
}

static void
bw_window_init (BwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->today_page = bw_forecast_pages_get_today (self->forecast_pages);

  self->looks = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_strfreev);
  self->settings = g_settings_new (BW_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::alert-score",
                           G_CALLBACK (on_thresholds_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::alert-red-percent",
                           G_CALLBACK (on_thresholds_changed), self, G_CONNECT_SWAPPED);
  on_thresholds_changed (self);
  g_settings_bind (self->settings, "today-past-days", self->today_page, "past-days",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "today-net-shown", self->today_page, "net-shown",
                   G_SETTINGS_BIND_DEFAULT);
  g_object_bind_property (self, "narrow", self->forecast_pages, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", self->rhythm_page, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", self->ecg_page, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", self->glucose_page, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->pages, "notify::visible-child", G_CALLBACK (on_page_changed),
                            self);
  bw_window_accept_drops (self);
}

void
bw_window_show_page (BwWindow   *self,
                     const char *name)
{
  if (shows_pages (self) && adw_view_stack_get_child_by_name (self->pages, name) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, name);
}

/* The page to show when there are pages again. */
void
bw_window_want_page (BwWindow   *self,
                     const char *name)
{
  g_free (self->wanted_page);
  self->wanted_page = g_strdup (name);
}

void
bw_window_open_page (BwWindow   *self,
                     const char *name)
{
  g_return_if_fail (BW_IS_WINDOW (self));

  if (shows_pages (self))
    bw_window_show_page (self, name);
  else
    bw_window_want_page (self, name);
}

void
bw_window_show_hour (BwWindow *self,
                     gint64    time_ms)
{
  g_return_if_fail (BW_IS_WINDOW (self));

  bw_window_open_page (self, "today");
  bw_forecast_pages_show (self->forecast_pages, "today");
  bw_today_page_show_hour (self->today_page, time_ms);
}

gboolean
bw_window_is_closing (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), FALSE);

  return self->closing;
}

/* Those that labels might have to wait for. */
static void
cancel_jobs (BwWindow *self)
{
  GListModel *jobs = bw_session_get_jobs (self->session);

  for (guint i = g_list_model_get_n_items (jobs); i > 0; i--)
    {
      g_autoptr (BwJob) job = g_list_model_get_item (jobs, i - 1);

      bw_job_cancel (job);
    }
}

/* When what a person did is saved. Out of sight at once; gone when the last worker has let go of the library. What the workers still
 * tell is not shown any more: GTK 4.8's accessibility stumbles over changes in a hidden window. */
void
bw_window_close_now (BwWindow *self)
{
  GtkWidget *row;

  if (self->closing)
    return;
  bw_rhythm_page_flush (self->rhythm_page);
  bw_ecg_page_flush (self->ecg_page);
  if (is_saving (self))
    {
      self->closes_when_saved = TRUE;
      cancel_jobs (self);
      return;
    }
  self->closing = TRUE;
  save_state (self);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->jobs))) != NULL)
    gtk_box_remove (self->jobs, row);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  bw_session_stop (self->session);
  go_when_idle (self);
}

BwWindow *
bw_window_new (BwApplication *application,
               BwSession     *session)
{
  g_return_val_if_fail (BW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (BW_IS_SESSION (session), NULL);

  return g_object_new (BW_TYPE_WINDOW, "application", application, "session", session, NULL);
}

BwSession *
bw_window_get_session (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), NULL);

  return self->session;
}

gboolean
bw_window_get_narrow (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), FALSE);

  return bw_narrow_bin_get_narrow (self->bin);
}

const char *
bw_window_get_shown (BwWindow *self)
{
  g_return_val_if_fail (BW_IS_WINDOW (self), NULL);

  return shows_pages (self) ? adw_view_stack_get_visible_child_name (self->pages)
                            : gtk_stack_get_visible_child_name (self->content);
}
