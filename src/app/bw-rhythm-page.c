/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-page-private.h"

#include "app/bw-format.h"
#include "app/bw-page-keys.h"
#include "app/bw-spinner.h"
#include "rhythm/bw-rhythm-list.h"

#include <glib/gi18n-lib.h>

/* As the setting has it. */
#define LEAST_STAGE 0.1
#define MOST_STAGE 0.9

G_DEFINE_FINAL_TYPE (BwRhythmPage, bw_rhythm_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* --- Layout -------------------------------------------------------------------------------------- */

static void
on_opened (BwRhythmPage *self)
{
  bw_list_detail_set_opened (&self->columns, TRUE);
}

static void
on_list_shown (BwRhythmPage *self)
{
  bw_list_detail_update (&self->columns);
}

static void
keep_stage_share (BwRhythmPage *self)
{
  g_settings_set_double (self->settings, "rhythm-stage-share",
                         CLAMP (bw_rhythm_detail_get_stage_share (self->detail), LEAST_STAGE,
                                MOST_STAGE));
}

static void
keep_shown (BwRhythmPage *self)
{
  BwRhythmItem *item = self->shown.id != 0 ? bw_rhythm_shelf_find (self->shelf, &self->shown) : NULL;

  if (item != NULL)
    g_settings_set (self->settings, "rhythm-shown", "(sxx)",
                    bw_rhythm_kind_get_id (self->shown.kind), self->shown.id,
                    bw_rhythm_item_get_row (item)->start_ms);
}

/* What was looked at the last time, or else the first of the list. */
static BwRhythmItem *
find_to_begin_with (BwRhythmPage *self)
{
  g_autofree char *kind = NULL;
  BwRhythmItem *item = NULL;
  BwRhythmKey key;
  gint64 start_ms;

  g_settings_get (self->settings, "rhythm-shown", "(sxx)", &kind, &key.id, &start_ms);
  if (bw_rhythm_kind_from_id (kind, &key.kind))
    item = bw_rhythm_shelf_find (self->shelf, &key);
  if (item != NULL && bw_rhythm_item_get_row (item)->start_ms == start_ms
      && bw_rhythm_shelf_get_position (self->shelf, item) != GTK_INVALID_LIST_POSITION)
    return item;
  return bw_rhythm_shelf_get_neighbour (self->shelf, 1);
}

static void
set_narrow (BwRhythmPage *self,
            gboolean      narrow)
{
  if (narrow)
    keep_stage_share (self);
  if (bw_list_detail_set_narrow (&self->columns, narrow, self->shown.id != 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* --- What is shown ------------------------------------------------------------------------------- */

static gboolean
is_content (BwRhythmPage *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->states), "content");
}

void
bw_rhythm_page_go_to (BwRhythmPage *self,
                      BwRhythmItem *item)
{
  if (bw_rhythm_shelf_select (self->shelf, item))
    bw_rhythm_list_pane_scroll_to (self->list_pane, item,
                                   gtk_widget_get_mapped (GTK_WIDGET (self))
                                     && bw_page_focus_follows (GTK_WIDGET (self)));
}

/* Out of a filter too, and in one column in the place of the list. */
static void
bring_into_sight (BwRhythmPage *self,
                  BwRhythmItem *item)
{
  if (bw_rhythm_shelf_get_position (self->shelf, item) == GTK_INVALID_LIST_POSITION)
    bw_rhythm_list_pane_show_all (self->list_pane);
  bw_rhythm_page_go_to (self, item);
  on_opened (self);
}

/* The RR recording with the highest id above the one that was the highest before. */
static BwRhythmItem *
find_newest_rr (BwRhythmPage *self,
                const GArray *rows)
{
  BwRhythmKey key = { BW_RHYTHM_RR, self->rr_after };
  gint64 before = key.id;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);

      if (row->key.kind == BW_RHYTHM_RR && row->key.id > key.id)
        key.id = row->key.id;
    }
  return key.id > before ? bw_rhythm_shelf_find (self->shelf, &key) : NULL;
}

static void
show_wanted (BwRhythmPage *self,
             const GArray *rows)
{
  BwRhythmItem *item = NULL;

  if (self->rr_after >= 0)
    item = find_newest_rr (self, rows);
  if (item == NULL && self->wanted.id != 0)
    item = bw_rhythm_shelf_find (self->shelf, &self->wanted);
  if (item == NULL)
    return;
  self->rr_after = -1;
  self->wanted.id = 0;
  self->begun = TRUE;
  bring_into_sight (self, item);
}

/* The keys go to the list; and in two columns there is something to be looked at, unless there was
 * already. */
static void
begin (BwRhythmPage *self)
{
  GtkWidget *focus = bw_page_get_focus (GTK_WIDGET (self));
  BwRhythmItem *first;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !is_content (self))
    return;
  first = find_to_begin_with (self);
  if (!self->columns.narrow && !self->begun && self->shown.id == 0 && first != NULL)
    bw_rhythm_page_go_to (self, first);
  self->begun = TRUE;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    bw_rhythm_list_pane_focus_list (self->list_pane);
}

/* Values of heart rate variability that came without the beats they were made from. */
static gint64
count_bare_values (BwRhythmPage *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);

  for (guint i = 0; summary != NULL && i < summary->kinds->len; i++)
    {
      const BwKindInfo *kind = g_ptr_array_index (summary->kinds, i);

      if (g_str_equal (kind->name, BW_KIND_SDNN))
        return (gint64) kind->count;
    }
  return 0;
}

static void
show_nothing (BwRhythmPage *self)
{
  gint64 n = count_bare_values (self);
  g_autofree char *count = bw_format_count (n);
  g_autofree char *text = NULL;

  if (n == 0)
    {
      gtk_stack_set_visible_child_name (self->states, "empty");
      return;
    }
  text = g_strdup_printf (
      ngettext ("There is %s value of heart rate variability (SDNN), but without the beats it was made "
                "from. An Apple Watch keeps them; exports made by other apps often leave them out. On "
                "the iPhone, open Health, tap your picture, and choose Export All Health Data. RR "
                "intervals of a chest strap, as a text file, do as well.",
                "There are %s values of heart rate variability (SDNN), but without the beats they were "
                "made from. An Apple Watch keeps them; exports made by other apps often leave them out. "
                "On the iPhone, open Health, tap your picture, and choose Export All Health Data. RR "
                "intervals of a chest strap, as a text file, do as well.",
                (gulong) n),
      count);
  adw_status_page_set_description (self->no_beats, text);
  gtk_stack_set_visible_child_name (self->states, "no-beats");
}

static void
on_rhythms_changed (BwRhythmPage *self)
{
  const GArray *rows = bw_session_get_rhythms (self->session);
  const GError *error = bw_session_get_rhythms_error (self->session);

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, escaped);
      gtk_stack_set_visible_child_name (self->states, "failed");
      return;
    }
  if (rows == NULL)
    return;
  bw_rhythm_shelf_set_rows (self->shelf, rows);
  /* Ids of an erased library may come back for others. */
  if (rows->len == 0)
    {
      bw_rhythm_history_clear (self->history);
      self->begun = FALSE;
      show_nothing (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->states, "content");
  show_wanted (self, rows);
  begin (self);
}

static void
on_job_finished (BwRhythmPage *self,
                 BwJob        *job)
{
  switch ((int) bw_job_get_kind (job))
    {
    case BW_JOB_RHYTHM:
      bw_rhythm_page_take_rhythm (self, job);
      break;
    case BW_JOB_FINDINGS:
      bw_rhythm_page_take_findings (self, job);
      break;
    case BW_JOB_CHANGE_RHYTHM:
      bw_rhythm_page_take_change (self, job);
      break;
    case BW_JOB_KEEP_RHYTHM:
      bw_rhythm_page_take_kept (self, job);
      break;
    case BW_JOB_DELETE_RR:
    case BW_JOB_RESTORE_RR:
      bw_rhythm_page_take_rr (self, job);
      break;
    default:
      break;
    }
}

static void
on_item_changed (BwRhythmPage *self)
{
  bw_rhythm_detail_set_item (self->detail, bw_rhythm_shelf_get_selected (self->shelf));
}

static void
on_selection_changed (BwRhythmPage *self)
{
  bw_rhythm_page_show_selected (self);
  bw_rhythm_page_update_actions (self);
}

/* Where a change of the beats is about to be shown, it has its turn then. */
static void
on_stretch_changed (BwRhythmPage *self)
{
  BwTachogramView *view = bw_rhythm_detail_get_tachogram (self->detail);
  double from_ms = 0, to_ms = 0;
  gboolean any = bw_tachogram_view_get_selection (view, &from_ms, &to_ms);

  if (any == self->has_stretch && (!any || (from_ms == self->from_ms && to_ms == self->to_ms)))
    return;
  self->has_stretch = any;
  self->from_ms = from_ms;
  self->to_ms = to_ms;
  bw_rhythm_page_update_actions (self);
  if (self->rhythm != NULL && self->change_job == NULL)
    bw_rhythm_page_analyse (self, TRUE);
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
bw_rhythm_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_rhythm_page_parent_class)->map (widget);
  begin (BW_RHYTHM_PAGE (widget));
}

static void
bw_rhythm_page_unmap (GtkWidget *widget)
{
  bw_rhythm_page_flush (BW_RHYTHM_PAGE (widget));
  GTK_WIDGET_CLASS (bw_rhythm_page_parent_class)->unmap (widget);
}

static void
bw_rhythm_page_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_RHYTHM_PAGE (object)->columns.narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_rhythm_page_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (id == PROP_NARROW)
    set_narrow (BW_RHYTHM_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_rhythm_page_dispose (GObject *object)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (object);

  g_clear_handle_id (&self->analyse_id, g_source_remove);
  self->load_job = NULL;
  self->change_job = NULL;
  self->findings_job = NULL;
  g_clear_pointer (&self->rhythm, bw_rhythm_unref);
  g_clear_pointer (&self->pinned, bw_rhythm_unref);
  g_clear_pointer (&self->deleted, bw_rr_kept_free);
  g_clear_pointer (&self->before_reset, bw_rhythm_state_free);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->shelf != NULL)
    g_signal_handlers_disconnect_by_data (self->shelf, self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->shelf);
  G_OBJECT_CLASS (bw_rhythm_page_parent_class)->dispose (object);
}

static void
bw_rhythm_page_finalize (GObject *object)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (object);

  g_array_unref (self->pending);
  bw_rhythm_history_free (self->history);
  G_OBJECT_CLASS (bw_rhythm_page_parent_class)->finalize (object);
}

static void
bw_rhythm_page_class_init (BwRhythmPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_rhythm_page_get_property;
  object_class->set_property = bw_rhythm_page_set_property;
  object_class->dispose = bw_rhythm_page_dispose;
  object_class->finalize = bw_rhythm_page_finalize;
  widget_class->map = bw_rhythm_page_map;
  widget_class->unmap = bw_rhythm_page_unmap;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_RHYTHM_LIST_PANE);
  g_type_ensure (BW_TYPE_RHYTHM_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-rhythm-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmPage, states);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmPage, failed);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmPage, no_beats);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmPage, paned);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_stretch_changed);
  gtk_widget_class_bind_template_callback (widget_class, bw_rhythm_page_do);
  gtk_widget_class_bind_template_callback (widget_class, bw_rhythm_page_set_settings);
  gtk_widget_class_bind_template_callback (widget_class, bw_rhythm_page_show_rhythm);
  bw_rhythm_page_class_install_actions (widget_class);
  bw_rhythm_page_class_install_share_actions (widget_class);
  bw_rhythm_page_class_install_compare_actions (widget_class);
}

static void
bw_rhythm_page_init (BwRhythmPage *self)
{
  self->settings = g_settings_new (BW_APPLICATION_ID);
  self->shelf = bw_rhythm_shelf_new ();
  self->history = bw_rhythm_history_new ();
  self->pending = g_array_new (FALSE, FALSE, sizeof (BwRhythmDeed));
  self->rr_after = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  bw_rhythm_list_pane_set_shelf (self->list_pane, self->shelf, self->settings);
  bw_list_detail_init (&self->columns, self->paned, self->settings, "rhythm-list-shown",
                       "rhythm-list-width");
  bw_rhythm_detail_set_stage_share (self->detail,
                                    g_settings_get_double (self->settings, "rhythm-stage-share"));
  g_object_bind_property (self, "narrow", self->detail, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->settings, "changed::rhythm-list-shown",
                           G_CALLBACK (on_list_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->shelf, "selection-changed", G_CALLBACK (on_selection_changed),
                            self);
  g_signal_connect_swapped (self->shelf, "changed", G_CALLBACK (on_item_changed), self);
  g_signal_connect_object (bw_rhythm_detail_get_tachogram (self->detail), "cursor-changed",
                           G_CALLBACK (bw_rhythm_page_update_actions), self, G_CONNECT_SWAPPED);
  bw_rhythm_page_add_keys (self);
  bw_rhythm_page_update_actions (self);
}

void
bw_rhythm_page_set_session (BwRhythmPage *self,
                            BwSession    *session)
{
  g_return_if_fail (BW_IS_RHYTHM_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  bw_rhythm_detail_set_session (self->detail, session);
  g_signal_connect_swapped (session, "rhythms-changed", G_CALLBACK (on_rhythms_changed), self);
  g_signal_connect_swapped (session, "job-finished", G_CALLBACK (on_job_finished), self);
  on_rhythms_changed (self);
}

void
bw_rhythm_page_flush (BwRhythmPage *self)
{
  g_return_if_fail (BW_IS_RHYTHM_PAGE (self));

  bw_list_detail_keep (&self->columns);
  keep_stage_share (self);
  keep_shown (self);
  bw_rhythm_page_finish_pending (self);
  bw_rhythm_page_save_again (self);
}

void
bw_rhythm_page_show_rhythm (BwRhythmPage      *self,
                            const BwRhythmKey *key)
{
  BwRhythmItem *item;

  g_return_if_fail (BW_IS_RHYTHM_PAGE (self));
  g_return_if_fail (key != NULL);

  item = bw_rhythm_shelf_find (self->shelf, key);
  if (item != NULL)
    bring_into_sight (self, item);
  else
    self->wanted = *key;
}

void
bw_rhythm_page_show_newest_rr (BwRhythmPage *self)
{
  const GArray *rows;

  g_return_if_fail (BW_IS_RHYTHM_PAGE (self));

  self->rr_after = 0;
  rows = self->session != NULL ? bw_session_get_rhythms (self->session) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);

      if (row->key.kind == BW_RHYTHM_RR)
        self->rr_after = MAX (self->rr_after, row->key.id);
    }
}

const char *
bw_rhythm_page_get_state (BwRhythmPage *self)
{
  g_return_val_if_fail (BW_IS_RHYTHM_PAGE (self), NULL);

  return is_content (self) ? bw_rhythm_detail_get_state (self->detail)
                           : gtk_stack_get_visible_child_name (self->states);
}
